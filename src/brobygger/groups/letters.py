"""What is written to those on a list: short mails in their own language. Each carries the key of the one it went to, so that it is deleted with her particulars.

What a group is about may say how one is, and others may see one's mails come in: so subjects say "your place on the list", and the group stands inside.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Final

from django.conf import settings
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.groups.afterwards import verdict_url
from brobygger.groups.models import FirstTalk, Group, Participant
from brobygger.groups.places import in_queue
from brobygger.groups.shown import first_to_come, rhythm, where

SEPARATOR: Final = "\n\n"
ALL_KEYS: Final = "group-participant-"
Said = str | Promise | Callable[[], str]


def key_of(participant: int) -> str:
    """What the keys of all mails to a participant begin with."""
    return f"{ALL_KEYS}{participant}-"


def link(participant: Participant, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/grupper/min/{participant.token}/"


def facts(group: Group) -> str:
    """What, how often, where, from when; in the language in force."""
    day = first_to_come(group)
    first = _("First time: %(day)s") % {"day": formats.date_format(day, "l j. F Y")} if day else ""
    return "\n".join(part for part in (group.title, rhythm(group), where(group), first) if part)


def tell(participant: Participant, centre: Centre, *, subject: Promise, lines: Iterable[Said], now: datetime, group: Group | None = None, once: str = "", can_leave: bool = True) -> bool:
    """Write to one on a list, where she left a mail. ``once`` names the news, so that it is told once; says whether a mail was written."""
    if not participant.mail:
        return False
    with translation.override(participant.language):
        said = [_("Dear %(who)s") % {"who": participant.name}, *(str(line() if callable(line) else line) for line in lines)]
        if group is not None:
            said.append(facts(group))
        if can_leave:
            said.append(_("See where you stand, or leave the list, here: %(link)s") % {"link": link(participant, centre)})
        said += [_("Kind regards"), centre.name]
        mail = outbox.write(to=participant.mail, subject=str(subject), text=SEPARATOR.join(said), once_key=f"{key_of(participant.pk)}{once or f'{now:%Y%m%d%H%M%S%f}-{participant.version}'}")
    return mail is not None


def welcome(participant: Participant, group: Group | None, centre: Centre, *, now: datetime) -> None:
    """That she is on the list, and what happens next."""
    if participant.state == Participant.State.SEATED and group is not None:
        seated(participant, group, centre, now=now)
        return
    if group is None:
        tell(participant, centre, subject=gettext_lazy("Your place on the list"), lines=[partial(_waits, participant)], now=now)
        return
    onward: Said = gettext_lazy("Soon somebody from the centre gets in touch, so that you can talk about whether the group is for you.")
    if not group.first_talk:
        onward = partial(_queues, in_queue(participant))
    tell(participant, centre, subject=gettext_lazy("Your place on the list"), lines=[gettext_lazy("Thank you for putting yourself on the list. It is good that you did."), onward], group=group, now=now)


def seated(participant: Participant, group: Group, centre: Centre, *, now: datetime) -> None:
    lines: list[Said] = [gettext_lazy("You have a seat in the group. You are welcome.")]
    if group.online_link:
        lines.append(lambda: _("Link to the meeting: %(link)s") % {"link": group.online_link})
    tell(participant, centre, subject=gettext_lazy("You have a seat"), lines=lines, group=group, now=now)


def asked(participant: Participant, group: Group, centre: Centre, *, now: datetime) -> None:
    """That there is a group now, and the question whether she wants to be on its list."""
    lines = [
        gettext_lazy("You have been waiting for a group. Now there are enough of you, and one is on its way."),
        gettext_lazy("Say on your page whether you want to be on its list. If not, you can go on waiting for another."),
    ]
    tell(participant, centre, subject=gettext_lazy("There is a group on its way"), lines=lines, group=group, now=now)


def left(participant: Participant, group: Group | None, centre: Centre, *, now: datetime) -> None:
    lines: list[Said] = [gettext_lazy("You have been taken off the list."), partial(_deleted, participant)]
    tell(participant, centre, subject=gettext_lazy("You have left the list"), lines=lines, now=now, can_leave=False)


def talk_agreed(talk: FirstTalk, participant: Participant, centre: Centre, *, now: datetime) -> None:
    """When the talk is, and what it is: a talk, no test."""
    lines: list[Said] = [partial(_talk, talk), gettext_lazy("It is a talk about whether the group is for you. You decide what you tell.")]
    tell(participant, centre, subject=gettext_lazy("We have agreed on a talk"), lines=lines, now=now)


def waits_on(participant: Participant, group: Group, centre: Centre, *, now: datetime) -> bool:
    """That the group has ended before there was a seat for her, and that she waits for the next."""
    lines: list[Said] = [gettext_lazy("The group has ended before there was a seat for you. We are sorry."), partial(_waits, participant)]
    return tell(participant, centre, subject=gettext_lazy("The group has ended"), lines=lines, now=now, once=f"over-{group.pk}")


def over(participant: Participant, group: Group, centre: Centre, *, had_seat: bool, asks: bool, now: datetime) -> bool:
    """That the group has ended; and, to those who were in it, the way to say what they gained."""
    lines: list[Said] = [gettext_lazy("The group has ended. Thank you for being part of it.") if had_seat else gettext_lazy("The group has ended before there was a seat for you. We are sorry.")]
    if had_seat and asks:
        lines.append(lambda: _("What did you gain? Two questions, and nobody sees who you are: %(link)s") % {"link": verdict_url(group, centre)})
    lines.append(partial(_deleted, participant))
    return tell(participant, centre, subject=gettext_lazy("The group has ended"), lines=lines, now=now, once=f"over-{group.pk}", can_leave=False)


def _talk(talk: FirstTalk) -> str:
    day = formats.date_format(talk.on, "l j. F Y")
    return _("We talk on %(day)s at %(time)s.") % {"day": day, "time": f"{talk.at:%H.%M}"} if talk.at else _("We talk on %(day)s.") % {"day": day}


def _deleted(participant: Participant) -> str:
    assert participant.forget_on is not None  # noqa: S101 -- for the type checker: all but those with a seat have such a day
    return _("What we know of you is deleted on %(day)s. You are always welcome again.") % {"day": formats.date_format(participant.forget_on, "j. F Y")}


def _waits(participant: Participant) -> str:
    return _("You are on the list for a group about: %(theme)s. There is none yet. We write to you when there is.") % {"theme": participant.theme}


def _queues(place: int) -> str:
    return _("All seats are taken just now. You are number %(n)s in the queue, and you get a mail as soon as there is a seat.") % {"n": place}


def again(participant: Participant, centre: Centre, *, now: datetime) -> None:
    """The link once more to the address that stands on the list already; at most once an hour, so that nobody can be flooded by others."""
    tell(participant, centre, subject=gettext_lazy("Your place on the list"), lines=[gettext_lazy("You are on the list already. Here is the link once more.")], now=now, once=f"again-{now:%Y%m%d%H}")
