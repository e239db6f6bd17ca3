"""What volunteers are written, in the language they signed up in, each once. The keys of the mails begin with the volunteer's, so that they can be forgotten with her."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.utils import formats, translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.ical import Appointment, calendar
from brobygger.matching.models import ShiftTaken, TalkTime, Volunteer, VolunteerTalk
from brobygger.matching.own_link import link_of

SEPARATOR: Final = "\n\n"


def tell(row: Volunteer, centre: Centre, *, subject: Callable[[], str], lines: Callable[[], Iterable[str]], once: str, attached: str = "") -> bool:
    """A mail with the way to her own page; nothing to one without an address. Says whether one was written."""
    if row.person is None or not row.person.mail:
        return False
    with translation.override(row.language):
        text = SEPARATOR.join([_("Dear %(who)s") % {"who": row.first_name}, *lines(), _("Your own page, where you see and change everything: %(link)s") % {"link": link_of(row, centre)}, _("Kind regards"), centre.name])
        return outbox.write(to=row.person.mail, subject=subject(), text=text, once_key=f"volunteer-{row.pk}-{once}", calendar=attached) is not None


def welcome(row: Volunteer, centre: Centre, *, now: datetime) -> None:
    tell(row, centre, subject=lambda: _("Welcome as a volunteer at %(name)s") % {"name": centre.name}, lines=lambda: [_("How good that you want to give some of your time. On your own page you can book a talk with us, and see jobs that may suit you.")], once="welcome")


def send_link(row: Volunteer, centre: Centre, *, now: datetime) -> None:
    """The link once more, at most once an hour, so that nobody can be flooded by others."""
    tell(row, centre, subject=lambda: _("Your own page at %(name)s") % {"name": centre.name}, lines=lambda: [_("Here is the link to your page. Keep it to yourself; it opens for three months.")], once=f"link-{now:%Y%m%d%H}")


def still_there(row: Volunteer, centre: Centre, *, now: datetime) -> bool:
    def lines() -> Iterable[str]:
        yield _("It is a while since we heard from you. Do you still want to volunteer? Say yes on your page, take a break, or say goodbye.")
        yield _("If we hear nothing in a month, we put your particulars away and later forget them.")

    return tell(row, centre, subject=lambda: _("Do you still want to volunteer?"), lines=lines, once=f"still-{now:%Y%m%d}")


def confirm(row: Volunteer, centre: Centre) -> bool:
    """To one who stood on the centre's own list: may we keep you?"""
    def lines() -> Iterable[str]:
        yield _("You stand on our list of people who want to volunteer, and we have moved the list to a new place. May we keep you for a year, and suggest you to associations? Until you say yes, we tell nobody about you.")
        yield _("Say yes or goodbye on your page. If we hear nothing in a month, we put your particulars away and later forget them.")

    return tell(row, centre, subject=lambda: _("Do you still want to volunteer?"), lines=lines, once="confirm")


def tell_centre(row: Volunteer, centre: Centre) -> None:
    """That somebody has signed up; who, stands on the page and not in the mail."""
    if centre.mail:
        with translation.override(settings.LANGUAGE_CODE):
            url = f"{settings.SITE_URL}/{centre.key}/kontor/frivillige/{row.pk}/"
            outbox.write(to=centre.mail, subject=_("Somebody wants to volunteer"), text=_("Read more here: %(link)s") % {"link": url}, once_key=f"volunteer-{row.pk}-here")


def when(time: TalkTime) -> str:
    starts = localtime(time.starts_at)
    return (_("%(day)s at %(time)s %(place)s") % {"day": formats.date_format(starts, "l j. F Y"), "time": f"{starts:%H.%M}", "place": time.place}).strip()


def _door(centre: Centre) -> str:
    """Where one asks for the link to one's own page. A calendar lies on telephones and is shared with others: the secret of the page itself has no place in it."""
    return f"/{centre.key}/mit/"


def appointment(talk: VolunteerTalk, time: TalkTime, centre: Centre, *, cancelled: bool = False) -> Appointment:
    return Appointment(
        key=f"frivilligsamtale-{talk.pk}", starts_at=time.starts_at, ends_at=time.ends_at, text=_("Talk about volunteering at %(name)s") % {"name": centre.name}, url=_door(centre), place=time.place,
        sequence=talk.sequence, cancelled=cancelled,
    )


def shift(taken: ShiftTaken, centre: Centre) -> Appointment:
    at = taken.shift
    return Appointment(
        key=f"vagt-{taken.pk}", starts_at=at.starts_at, ends_at=at.ends_at, text=at.opportunity.title, url=_door(centre), place=at.opportunity.where,
        about="\n".join(part for part in (at.opportunity.host, at.note) if part),
    )


def shifts_are_soon(rows: list[ShiftTaken], day: date, centre: Centre, *, now: datetime) -> None:
    """All her shifts of a day."""
    def lines() -> Iterable[str]:
        yield _("This is to remind you of your shifts:") if len(rows) > 1 else _("This is to remind you of your shift:")
        for row in rows:
            at = row.shift
            times = f"{formats.date_format(localtime(at.starts_at), 'l j. F H.i')}–{localtime(at.ends_at):%H.%M}"
            yield "\n".join(part for part in (f"{at.opportunity.title}, {at.opportunity.host}", times, at.opportunity.where, at.note) if part)
        yield _("If you cannot come, say so on your page; then somebody else can take it.")

    with translation.override(rows[0].volunteer.language):
        attached = calendar(centre.name, [shift(row, centre) for row in rows], site=settings.SITE_URL, now=now)
    tell(rows[0].volunteer, centre, subject=lambda: _("Your shift tomorrow") if day > localtime(now).date() else _("Your shift today"), lines=lines, once=f"shifts-{day:%Y%m%d}-soon", attached=attached)


def talk_is_booked(talk: VolunteerTalk, time: TalkTime, centre: Centre, *, now: datetime) -> None:
    with translation.override(talk.volunteer.language):
        attached = calendar(centre.name, [appointment(talk, time, centre)], site=settings.SITE_URL, now=now)
    tell(talk.volunteer, centre, subject=lambda: _("Your talk with us"), lines=lambda: [_("We look forward to meeting you:"), when(time)], once=f"talk-{talk.pk}-{talk.sequence}", attached=attached)
    _tell_staff(talk, time, centre, lambda: _("A talk is booked: %(when)s") % {"when": when(time)}, once="booked")


def talk_is_off(talk: VolunteerTalk, time: TalkTime, centre: Centre, *, ours: bool, now: datetime) -> None:
    with translation.override(talk.volunteer.language):
        attached = calendar(centre.name, [appointment(talk, time, centre, cancelled=True)], site=settings.SITE_URL, now=now)
    said = (lambda: [_("We are sorry: we must cancel the talk. Book another time on your page."), when(time)]) if ours else (lambda: [_("The talk is cancelled, as you asked."), when(time)])
    tell(talk.volunteer, centre, subject=lambda: _("Your talk with us is cancelled"), lines=said, once=f"talk-{talk.pk}-off", attached=attached)
    if not ours:
        _tell_staff(talk, time, centre, lambda: _("A talk is cancelled: %(when)s") % {"when": when(time)}, once="off")


def talk_is_soon(talk: VolunteerTalk, time: TalkTime, centre: Centre) -> None:
    tell(talk.volunteer, centre, subject=lambda: _("We see you soon"), lines=lambda: [_("This is to remind you of our talk:"), when(time), _("If you cannot come, say so on your page; then somebody else has the time.")], once=f"talk-{talk.pk}-{talk.sequence}-soon")


def _tell_staff(talk: VolunteerTalk, time: TalkTime, centre: Centre, subject: Callable[[], str], *, once: str) -> None:
    """To the one whose time it is: when. Who comes stands on the page."""
    if time.by.email:
        with translation.override(settings.LANGUAGE_CODE):
            url = f"{settings.SITE_URL}/{centre.key}/kontor/frivillige/samtaler/{talk.pk}/"
            outbox.write(to=time.by.email, subject=subject(), text=_("Read more here: %(link)s") % {"link": url}, once_key=f"volunteer-{talk.volunteer_id}-staff-{talk.pk}-{talk.sequence}-{once}")
