"""Where publicity stands: the channels that targets ask for, and the words by which a typed line names one."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    NEWSLETTER = "newsletter", _("newsletter")
    SOCIAL_MEDIA = "social_media", _("social media")
    WEBSITE = "website", _("website")
    PRESS = "press", _("press")
    BROADCAST = "broadcast", _("radio and TV")
    PRINT = "print", _("print and posters")
    OTHER = "other", _("elsewhere")


_WORDS: dict[Channel, str] = {
    Channel.NEWSLETTER: r"nyhedsbrev\w*|nyhedsmail\w*|newsletters?",
    Channel.SOCIAL_MEDIA: r"facebook\w*|instagram\w*|linkedin\w*|tiktok\w*|youtube\w*|sociale medier|social media",
    Channel.WEBSITE: r"hjemmeside\w*|websites?|webside\w*",
    Channel.PRESS: r"presse\w*|avis\w*|lokalavis\w*|ugeavis\w*|artik\w*|annonce\w*|interview\w*|press|newspapers?",
    Channel.BROADCAST: r"radio\w*|tv|lokal-?tv|podcast\w*",
    Channel.PRINT: r"plakat\w*|flyers?|posters?",
}


def channel_in(line: str) -> str:
    """The channel whose word comes first in ``line``; empty where none does."""
    found = [(match.start(), channel.value) for channel, words in _WORDS.items() if (match := re.search(rf"\b(?:{words})\b", line, re.IGNORECASE))]
    return min(found)[1] if found else ""
