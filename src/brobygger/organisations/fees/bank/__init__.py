"""Lines of a bank's CSV file: which column is what, what each line says, and which charge it probably pays."""
