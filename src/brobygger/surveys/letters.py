"""What is written to those who are asked: why, what is promised, and the link, which is theirs."""

from typing import Final

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from brobygger.core import outbox
from brobygger.surveys import declining
from brobygger.surveys.models import PersonalLink, Sending
from brobygger.surveys.sealing import mark
from brobygger.surveys.translating import offered

SEPARATOR: Final = "\n\n"


def key_of(link: int) -> str:
    """What the keys of all mails of a link begin with."""
    return f"survey-{link}-"


def token_of(link: PersonalLink) -> str:
    """The link's secret, made anew whenever it is written: it is kept nowhere but in the mail."""
    return mark(f"{link.pk}-{link.mail}", what="link")


def url_of(token: str, sending: Sending) -> str:
    return f"{settings.SITE_URL}/{sending.centre.key}/spoergeskemaer/{token}/"


def promise(sending: Sending) -> str:
    """What becomes of the answers, in one breath."""
    if sending.anonymous:
        return _("It is anonymous: your answers are kept without your name and in no order, and nobody can see what you answered, not even we.")
    return _("It is not anonymous: %(centre)s can see what you answered. Nobody else can.") % {"centre": sending.centre.name}


def ask(link: PersonalLink, sending: Sending) -> bool:
    return _write(link, sending, once="ask", begins="")


def remind(link: PersonalLink, sending: Sending) -> bool:
    with translation.override(settings.LANGUAGE_CODE):
        begins = _("We would still like to hear from you. If you have just answered, then thank you, and forget this mail.")
    return _write(link, sending, once=f"reminder-{sending.reminders}", begins=begins)


def _write(link: PersonalLink, sending: Sending, *, once: str, begins: str) -> bool:
    if not link.mail:
        return False
    url = url_of(token_of(link), sending)
    with translation.override(settings.LANGUAGE_CODE):
        said = [_("Dear %(who)s") % {"who": link.name} if link.name else "", begins, sending.reason, _("Answer here: %(link)s") % {"link": url}]
        said += _in_other_languages(url, sending)
        said.append(_("This link is yours alone and takes one answer. Please do not pass it on."))
        said.append(promise(sending))
        if sending.closes_on:
            said.append(_("You can answer until %(day)s.") % {"day": formats.date_format(sending.closes_on, "j. F Y")})
        said.append(_("Would you rather not get questionnaires from us? Say so here: %(link)s") % {"link": declining.url_of(link.mail, sending.centre)})
        said += [_("Kind regards"), sending.centre.name]
        mail = outbox.write(to=link.mail, subject=sending.title, text=SEPARATOR.join(part for part in said if part), once_key=f"{key_of(link.pk)}{once}")
    return mail is not None


def _in_other_languages(url: str, sending: Sending) -> list[str]:
    """A line for each language it can be answered in, by the name that those who read it know."""
    lines = "\n".join(f"{each.own}: {url}?sprog={each.code}" for each in offered(sending.edition.content))
    return [lines] if lines else []
