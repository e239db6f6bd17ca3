"""Rows as addresses and forms name them."""

LONGEST = 18  # digits; no database has a key with more


def key_of(text: object) -> int | None:
    """The key that ``text`` writes, or None for what is no number, or none that a row can have."""
    said = str(text or "").strip()
    return int(said) if said.isdecimal() and len(said) <= LONGEST else None
