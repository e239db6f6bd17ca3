"""Anybody may report a post; staff hide it with a reason, which the poster is told, or let it stand."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.exchange.models import ExchangePost, PostReport
from brobygger.exchange.posts import become, locked

State = ExchangePost.State
MOST: Final = 20  # open reports of one post; more say no more


@transaction.atomic
def report(post: ExchangePost, *, why: str, text: str, centre: Centre, now: datetime) -> None:
    """Kept for staff to look at; the centre gets a mail of the first."""
    there = PostReport.objects.open().filter(post=post).count()
    if there >= MOST:
        return
    PostReport.objects.create(post=post, why=why, text=text, at=now)
    if not there and centre.mail:
        with translation.override(settings.LANGUAGE_CODE):
            said = _("Somebody has reported the post “%(title)s” in the exchange. Look at it here: %(link)s") % {"title": post.title, "link": settings.SITE_URL + post.get_absolute_url()}
            outbox.write(to=centre.mail, subject=_("A post is reported: %(title)s") % {"title": post.title}, text=said, once_key=f"exchange-post-{post.pk}-reported-{now:%Y%m%d}")


@transaction.atomic
def hide(post: ExchangePost, *, words: str, by: User, now: datetime) -> ExchangePost:
    """Nobody sees it any more, and the poster is told why. Twice is once."""
    row = locked(post)
    if row.state == State.HIDDEN:
        return row
    if not words:
        raise ValidationError({"words": _("Write a few words on why; they go with the mail.")})
    row.said, row.ended_on = words[:250], localtime(now).date()
    row = become(row, State.HIDDEN, "hidden", by=by, now=now)
    _handled(row, by=by, now=now)
    if to := row.mail_on(localtime(now).date()):
        with translation.override(settings.LANGUAGE_CODE):
            lines = [_("Hello"), _("We have taken your post “%(title)s” off the exchange:") % {"title": row.title}, row.said, _("Write or call, if you want to talk about it."), _("Kind regards"), row.centre.name]
            outbox.write(to=to, subject=_("Your post is hidden: %(title)s") % {"title": row.title}, text="\n\n".join(lines), once_key=f"exchange-post-{row.pk}-hidden-{row.version}")
    return row


@transaction.atomic
def show(post: ExchangePost, *, by: User, now: datetime) -> ExchangePost:
    """It is put right: everybody may see it again."""
    row = locked(post)
    if row.state != State.HIDDEN:
        return row
    row.said, row.ended_on = "", None
    today = localtime(now).date()
    row.expires_on = max(row.expires_on, today)
    return become(row, State.OPEN, "shown again", by=by, now=now)


@transaction.atomic
def let_stand(post: ExchangePost, *, by: User, now: datetime) -> None:
    """The reports are looked at, and the post stays."""
    _handled(locked(post), by=by, now=now)


def _handled(post: ExchangePost, *, by: User, now: datetime) -> None:
    for row in PostReport.objects.open().filter(post=post):
        before = audit.values(row)
        row.handled_at, row.handled_by = now, by
        row.save()
        audit.record("looked at", row, by=by, before=before, now=now)
