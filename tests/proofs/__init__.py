"""What the centres' own documents ask for, row by row of the list the project was begun with: one file a row, named by what it proves."""
