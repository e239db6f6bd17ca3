"""What the two of a swap are written, each with the way to its own page. No mail holds what they wrote to each other, nor how to reach anybody."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.exchange.models import Exchange


def page_of(row: Exchange, centre: Centre, *, poster: bool) -> str:
    return f"/{centre.key}/byttebors/bytte/{row.poster_token if poster else row.other_token}/"


def mail_of(row: Exchange, *, poster: bool, day: date) -> str:
    if not poster:
        return str(row.mail)
    return row.post.mail_on(day) if row.post is not None else ""


def tell(row: Exchange, centre: Centre, *, to_poster: bool, subject: Callable[[], str], lines: Callable[[], Iterable[str]], once: str, day: date | None = None) -> bool:
    to = mail_of(row, poster=to_poster, day=day or timezone.localdate())
    if not to:
        return False
    with translation.override(settings.LANGUAGE_CODE if to_poster else row.language):
        link = settings.SITE_URL + page_of(row, centre, poster=to_poster)
        text = "\n\n".join([_("Hello"), *lines(), _("Your page for it, which is yours alone: %(link)s") % {"link": link}, _("Kind regards"), centre.name])
        return outbox.write(to=to, subject=subject(), text=text, once_key=f"exchange-{row.pk}-{'poster' if to_poster else 'other'}-{once}") is not None


def answered(row: Exchange, centre: Centre, day: date) -> None:
    title = row.title
    tell(
        row, centre, to_poster=True, subject=lambda: _("An answer to “%(title)s”") % {"title": title}, once="answered", day=day,
        lines=lambda: [_("%(who)s has answered your post “%(title)s” in the exchange. Read it and write back on your page; neither of you sees how to reach the other before both have agreed.") % {"who": row.side(poster=False), "title": title}],
    )
    tell(
        row, centre, to_poster=False, subject=lambda: _("Your answer to “%(title)s”") % {"title": title}, once="answered",
        lines=lambda: [_("Your answer is sent to %(who)s. You get a mail when there is something to read.") % {"who": row.side(poster=True)}],
    )


def written(row: Exchange, centre: Centre, *, to_poster: bool, now: datetime) -> None:
    """That there is a message; at most once an hour, however much is written."""
    tell(
        row, centre, to_poster=to_poster, subject=lambda: _("A message about “%(title)s”") % {"title": row.title}, once=f"written-{now:%Y%m%d%H}",
        lines=lambda: [_("%(who)s has written to you about “%(title)s”.") % {"who": row.side(poster=not to_poster), "title": row.title}],
    )


def proposed(row: Exchange, centre: Centre, *, to_poster: bool) -> None:
    tell(
        row, centre, to_poster=to_poster, subject=lambda: _("Shall we agree? %(title)s") % {"title": row.title}, once=f"proposed-{row.version}",
        lines=lambda: [_("%(who)s proposes an agreement: %(what)s. One click on your page, and it is agreed.") % {"who": row.side(poster=not to_poster), "what": row.title}],
    )


def agreed(row: Exchange, centre: Centre) -> None:
    for poster in (True, False):
        _agreed(row, centre, poster=poster)


def _agreed(row: Exchange, centre: Centre, *, poster: bool) -> None:
    tell(
        row, centre, to_poster=poster, subject=lambda: _("It is agreed: %(title)s") % {"title": row.title}, once="agreed",
        lines=lambda: [_("You and %(who)s have agreed. On your page you now see how to reach each other. Say there when it is done, and how many hours it was.") % {"who": row.side(poster=not poster)}],
    )


def ended(row: Exchange, centre: Centre, *, to_poster: bool) -> None:
    tell(
        row, centre, to_poster=to_poster, subject=lambda: _("It came to nothing: %(title)s") % {"title": row.title}, once="ended",
        lines=lambda: [_("The swap of “%(title)s” with %(who)s came to nothing this time.") % {"title": row.title, "who": row.side(poster=not to_poster)}],
    )


def thanked(row: Exchange, centre: Centre) -> None:
    """To whoever gave. The words stand on the page."""
    tell(
        row, centre, to_poster=row.poster_gives, subject=lambda: _("Thank you from %(who)s") % {"who": row.getter}, once="thanked",
        lines=lambda: [_("%(who)s says thank you for “%(title)s”. Read it on your page.") % {"who": row.getter, "title": row.title}],
    )


def took_place(row: Exchange, centre: Centre) -> None:
    for poster in (True, False):
        tell(
            row, centre, to_poster=poster, subject=lambda: _("Did it take place? %(title)s") % {"title": row.title}, once="took-place",
            lines=lambda: [_("You agreed on “%(title)s”. Say with one click whether it took place, and how many hours it was; then it counts.") % {"title": row.title}],
        )
