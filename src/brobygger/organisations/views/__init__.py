"""Pages of organisations, members, networks and collaborations."""
