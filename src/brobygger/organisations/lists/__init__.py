"""Reading in a list of organisations that the centre has already: columns matched, every row checked, then all kept or none."""
