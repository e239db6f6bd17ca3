"""A whole centre as one file, and back: every row and every attachment, in a format that is written down in ``docs/how-to/take-the-centre-along.md``."""
