"""What programs with an access token read and write: one engine over all that the contexts declare in their ``resources.py``."""

from typing import Final

ROOT: Final = "api/v1"  # of their addresses, below a centre
