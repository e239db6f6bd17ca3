"""A mail as one recipient gets it: the text with her words in it, and below it who writes, from where, and why to her."""

from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.correspondence import merging

RULE: Final = "–" * 12
LONGEST: Final = 300  # of a subject with names in it; the outbox takes no more


@dataclass(frozen=True, slots=True)
class Mail:
    """What is handed to the outbox, but for whom."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is the same to all: as it was written, or as it is being written."""

    subject: str
    text: str
    language: str
    sender: str
    centre: Centre

    def to(self, *, name: str, of: str, because: str) -> Mail:
        values = merging.values_of(name=name, of=of, centre=self.centre.name, sender=self.sender)
        with translation.override(self.language):
            why = _("You get this mail because %(why)s. If you would rather not get such mails, answer it and say so.") % {"why": because}
        below = "\n".join(part for part in (self.sender, self.centre.name, self.centre.address, self.centre.phone) if part)
        text = "\n\n".join((merging.filled(self.text, values).strip(), below, f"{RULE}\n{why}"))
        return Mail(merging.filled(self.subject, values)[:LONGEST], text)


def sender_of(by: User | None, centre: Centre) -> str:
    """From whom it comes: the colleague at the centre, at the installation's own address."""
    return formataddr((", ".join(part for part in (by.name if by else "", centre.name) if part), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
