"""Forms of organisations, their people and membership, networks and collaborations."""
