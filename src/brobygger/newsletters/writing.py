"""A letter on its way to being sent: written, filled with blocks, tried out, asked to be sent, taken back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.newsletters import rendering, withholding
from brobygger.newsletters.models import Audience, Block, Newsletter
from brobygger.newsletters.models.subscribers import digest_of
from brobygger.organisations.models import Organisation

MOST_BLOCKS = 20


@transaction.atomic
def begin(newsletter: Newsletter, audiences: list[Audience], *, by: User, now: datetime) -> Newsletter:
    """A new letter, with a text to begin with."""
    newsletter.written_by = by
    newsletter.full_clean(exclude=["centre"])
    newsletter.save()
    newsletter.audiences.set(audiences)
    Block.objects.create(newsletter=newsletter, kind=Block.Kind.TEXT)
    Block.objects.create(newsletter=newsletter, kind=Block.Kind.EVENTS, position=1)
    audit.record("added", newsletter, by=by, now=now)
    return newsletter


@transaction.atomic
def copy(newsletter: Newsletter, *, by: User, now: datetime) -> Newsletter:
    """A new draft with the same blocks and audiences: what fills itself is filled anew."""
    source = newsletter
    made = Newsletter.objects.create(subject=source.subject, preheader="", language=source.language, theme_id=source.theme_id, public=source.public, written_by=by)
    made.audiences.set(source.audiences.filter(retired=False))
    for row in source.blocks.all():
        row.pk, row.newsletter, row.token = None, made, Block._meta.get_field("token").get_default()
        row._state.adding = True
        row.save()
    audit.record("added", made, by=by, now=now, extra={"like": source.pk})
    return made


@transaction.atomic
def edit(newsletter: Newsletter, audiences: list[Audience], *, before: dict[str, Any], by: User, now: datetime) -> None:
    _draft(newsletter)
    newsletter.full_clean(exclude=["centre"])
    newsletter.save()
    had = sorted(newsletter.audiences.values_list("pk", flat=True))
    newsletter.audiences.set(audiences)
    chosen = sorted(each.pk for each in audiences)
    audit.record("edited", newsletter, by=by, before=before, now=now, extra={"audiences": [had, chosen]} if chosen != had else {})


@transaction.atomic
def keep_block(block: Block, *, by: User, now: datetime, about: Iterable[Organisation] | None = None) -> Block:
    """A new block at the end, or one that is changed. ``about``: the organisations it is about, or None to leave them as they are."""
    row = _draft(block.newsletter)
    if block.pk is None:
        there = list(row.blocks.values_list("position", flat=True))
        if len(there) >= MOST_BLOCKS:
            raise ValidationError(_("A letter of more than %(n)s blocks is read by nobody. Take one out first.") % {"n": MOST_BLOCKS})
        block.position = max(there, default=-1) + 1
    block.newsletter = row
    block.full_clean(exclude=["centre"])
    block.save()
    if about is not None:
        block.about.set(about)
    _touched(row, by=by, now=now, what=str(block))
    return block


@transaction.atomic
def move(block: Block, step: int, *, by: User, now: datetime) -> None:
    """One up (-1) or one down (1); at the ends nothing happens."""
    row = _draft(block.newsletter)
    rows = list(row.blocks.all())
    place = next((n for n, each in enumerate(rows) if each.pk == block.pk), None)
    if place is None or not 0 <= place + step < len(rows):
        return
    rows[place], rows[place + step] = rows[place + step], rows[place]
    for position, each in enumerate(rows):
        Block.objects.filter(pk=each.pk).update(position=position)
    _touched(row, by=by, now=now, what=str(block))


@transaction.atomic
def take_out(block: Block, *, by: User, now: datetime) -> None:
    row = _draft(block.newsletter)
    what = str(block)
    block.delete()
    _touched(row, by=by, now=now, what=what)


def _touched(row: Newsletter, *, by: User, now: datetime, what: str) -> None:
    before = audit.values(row)
    row.save()
    audit.record("changed", row, by=by, before=before, extra={"block": what}, now=now)


def missing(newsletter: Newsletter, *, now: datetime) -> list[str]:
    """What stands in the way of sending it, in sentences."""
    said = []
    if not newsletter.audiences.exists():
        said.append(_("Say who gets it."))
    if not rendering.content_of(newsletter, now=now)["blocks"]:
        said.append(_("There is nothing in it yet."))
    return said


@transaction.atomic
def ask_to_send(newsletter: Newsletter, *, by: User, now: datetime) -> None:
    """Done: whoever may send it is asked to. ValidationError where something is missing."""
    row = _draft(newsletter)
    if said := missing(row, now=now):
        raise ValidationError(said)
    _step(row, Newsletter.State.READY, "asked", by=by, now=now)


@transaction.atomic
def take_back(newsletter: Newsletter, *, by: User, now: datetime) -> None:
    """Back to being written. A time that was set for it is gone: what is written anew is let go anew by one who may."""
    row = locked(newsletter)
    if row.state != Newsletter.State.READY:
        raise ValidationError(_("It no longer waits to be sent."))
    row.send_at = None
    _step(row, Newsletter.State.DRAFT, "taken back", by=by, now=now)


def _step(row: Newsletter, state: str, verb: str, *, by: User | None, now: datetime) -> None:
    before = audit.values(row)
    row.state = state
    row.save()
    audit.record(verb, row, by=by, before=before, now=now)


@transaction.atomic
def delete(newsletter: Newsletter, *, by: User, now: datetime) -> None:
    row = _draft(newsletter)
    audit.record("removed", row, by=by, now=now)
    row.delete()


def try_out(newsletter: Newsletter, *, centre: Centre, by: User, now: datetime) -> None:
    """The letter as it stands, to oneself alone."""
    content = rendering.content_of(newsletter, now=now)
    url = withholding.url_of(digest_of(by.email, centre.pk), centre)
    with translation.override(newsletter.language):
        because = _("you try it out")
        subject = _("[Test] %(subject)s") % {"subject": newsletter.subject}
    given = {"unsubscribe": url, "wishes": f"{url.partition('/afmeld/')[0]}/"}
    outbox.write(
        to=by.email, subject=subject, text=rendering.put_in(rendering.as_plain(content, centre), because=because, **given),
        html=rendering.put_in(rendering.as_mail(content, centre), because=escape(because), **given), sender=rendering.sender_of(centre), once_key=f"newsletter-test-{newsletter.pk}-{by.pk}-{localtime(now):%Y%m%d%H%M%S}",
    )


def locked(newsletter: Newsletter) -> Newsletter:
    row: Newsletter = Newsletter.objects.select_for_update(of=("self",)).select_related("centre").get(pk=newsletter.pk)
    return row


def _draft(newsletter: Newsletter) -> Newsletter:
    """The row, held against others. ValidationError where it is no longer being written."""
    row = locked(newsletter)
    if not row.may_be_edited:
        raise ValidationError(_("It is no longer being written. Take it back first, then it can be changed."))
    return row
