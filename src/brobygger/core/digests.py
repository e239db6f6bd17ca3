"""What stands for a mail in an address: it tells one from another, and cannot be read back."""

from hashlib import sha256

from django.conf import settings


def of_mail(mail: str) -> str:
    """Put into a signed link, another mail closes the link that was sent to the one before."""
    return sha256(f"{settings.SECRET_KEY}{mail.casefold()}".encode()).hexdigest()[:16]
