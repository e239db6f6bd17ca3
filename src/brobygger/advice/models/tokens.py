"""Secrets in addresses: whoever has the address may, and nobody comes by it by counting."""

import secrets


def new_token() -> str:
    return secrets.token_urlsafe(24)
