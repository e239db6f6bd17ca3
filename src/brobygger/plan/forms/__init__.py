"""The plan's forms, one file per kind of thing edited."""
