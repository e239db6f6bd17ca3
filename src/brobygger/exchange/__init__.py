"""Exchange (byttebørs): what associations offer each other and look for, the swaps that come of it, and the fair where many are made in an evening. No money."""
