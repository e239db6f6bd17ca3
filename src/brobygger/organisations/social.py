"""Places on social media, an address a line, by the names people know them under."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

MOST: Final = 8
_NAMES: Final = {"facebook.com": "Facebook", "instagram.com": "Instagram", "linkedin.com": "LinkedIn", "youtube.com": "YouTube", "tiktok.com": "TikTok", "x.com": "X", "mastodon.social": "Mastodon"}
_ADDRESS: Final = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    url: str


def whole(text: str) -> str:
    """The addresses as they are kept: one a line, with a scheme."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(line if "://" in line or ":" in line.partition("/")[0] else f"https://{line}" for line in lines)


def refuse_what_is_no_address(text: str) -> None:
    """Raise ValidationError unless every line is an address on the web."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise ValidationError(_("At most %(n)s addresses.") % {"n": MOST})
    for line in lines:
        try:
            _ADDRESS(line.strip())
        except ValidationError as error:
            raise ValidationError(_("“%(line)s” is not an address on the web. Write one a line, such as facebook.com/yourassociation.") % {"line": line.strip().removeprefix("https://")[:80]}) from error


def places(text: str) -> list[Place]:
    """Each address with the name of its place; one we do not know by name goes by its host."""
    found = []
    for line in text.splitlines():
        if line.startswith(("https://", "http://")):
            host = (urlsplit(line).hostname or line).removeprefix("www.")
            found.append(Place(_NAMES.get(host, host), line))
    return found
