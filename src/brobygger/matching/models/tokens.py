import secrets


def new_token() -> str:
    """A secret that stands in an address and opens one thing."""
    return secrets.token_urlsafe(24)
