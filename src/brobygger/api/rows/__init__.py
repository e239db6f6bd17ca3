"""What programs with an access token read and write: one engine over all that the contexts declare in their ``resources.py``."""
