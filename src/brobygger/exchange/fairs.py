"""An exchange fair carried out: attached to an event, its catalogue, and the agreement slips, each typed in one line and taken out again by one click; the tally is a count of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.exchange.models import Category, Exchange, ExchangePost, Fair, Side
from brobygger.organisations.models import Organisation

NEWEST: Final = 12


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on a slip. ``post``: its number in the catalogue, which says who is on one side, and what, where that is not written."""

    gives: str
    gets: str
    what: str = ""
    minutes: int | None = None
    post: int | None = None
    category: int | None = None


@transaction.atomic
def enter(fair: Fair, slip: Slip, *, key: str, by: User, now: datetime) -> Exchange:
    """Keep a slip: a swap agreed on at the fair. The form's ``key`` twice is one. ValidationError beside the field that is wrong."""
    if (there := Exchange.objects.filter(key=key).first()) is not None:
        return there
    post = _post(slip.post)
    row = Exchange(fair=fair, post=None, category=_category(slip, post), locality=post.locality if post else None, key=key, created_by=by, answered_at=now, heard_on=localtime(now).date())
    row.agreed_on, row.state = fair.day, Exchange.State.AGREED
    row.gives, row.gives_name = _who(slip.gives, post if post and post.is_offer else None, "gives")
    row.gets, row.gets_name = _who(slip.gets, post if post and not post.is_offer else None, "gets")
    row.what, row.minutes = (slip.what or (post.title if post else ""))[:200], slip.minutes
    if not row.what:
        raise ValidationError({"what": _("Write what it is about.")})
    if row.gives is not None and row.gives == row.gets:
        raise ValidationError({"gets": _("One cannot swap with oneself.")})
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return Exchange.objects.get(key=key)
    audit.record("entered from a slip", row, by=by, now=now)
    return row


@transaction.atomic
def take_out(fair: Fair, pk: int, *, by: User, now: datetime) -> bool:
    """Undo: the slip was a mistake, and counts no more. Twice is once."""
    row = Exchange.objects.select_for_update(of=("self",)).filter(fair=fair, pk=pk).first()
    if row is None:
        return False
    audit.record("removed", row, by=by, now=now)
    row.delete()
    return True


def _post(number: int | None) -> ExchangePost | None:
    if number is None:
        return None
    row: ExchangePost | None = ExchangePost.objects.listed().filter(pk=number).first()
    if row is None:
        raise ValidationError({"post": _("There is no post with the number %(n)s.") % {"n": number}})
    return row


def _who(said: str, post: ExchangePost | None, field: str) -> tuple[Organisation | None, str]:
    """Whoever is written; nobody written, the one whose post it is. An association is known by its name, however it is spelt in capitals."""
    if not said and post is not None:
        return post.organisation, "" if post.organisation else str(post.centre)
    if not said:
        raise ValidationError({field: _("Write who it is.")})
    known = Organisation.objects.filter(name__iexact=said).order_by("pk").first()
    return known, "" if known else said[:160]


def _category(slip: Slip, post: ExchangePost | None) -> Category:
    """The one chosen, the post's, the one whose words stand in what is written, else that of the fair's last slip, else the first."""
    chosen = Category.objects.filter(pk=slip.category).first() if slip.category else None
    if chosen is not None or post is not None:
        return chosen or post.category  # type: ignore[union-attr]  # one of the two is there
    rows, words = list(Category.objects.filter(retired=False)), slip.what.lower()
    if not rows:
        raise ValidationError({"what": _("There is no category to put it in. The leader can add one under Settings.")})
    return next((row for row in rows if any(word and word.lower() in words for word in (row.name, *row.other_words))), rows[0])


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the fair has come. ``organisations``: those that give or get, each once, the known and the others."""

    swaps: int
    minutes: int
    organisations: int
    posts: int
    by_category: list[tuple[str, int, int]]  # name, how many, in per cent of the most
    newest: list[Exchange]


def tally(fair: Fair) -> Tally:
    """In five questions, however many slips there are."""
    rows = Exchange.objects.made().filter(fair=fair)
    found = rows.order_by().aggregate(n=Count("pk"), given=Sum("minutes"))
    who: set[Any] = set()
    for gives, gives_name, gets, gets_name in rows.order_by().values_list("gives", "gives_name", "gets", "gets_name"):
        who |= {gives or gives_name.casefold(), gets or gets_name.casefold()}
    named = list(rows.order_by().values_list("category__name").annotate(n=Count("pk")).order_by("-n", "category__name"))
    most = named[0][1] if named else 1
    return Tally(found["n"], found["given"] or 0, len(who), catalogue(fair).count(), [(name, n, round(100 * n / most)) for name, n in named], list(rows.listed().order_by("-pk")[:NEWEST]))


def catalogue(fair: Fair) -> Any:
    """The public posts of those who take part, and of the centre itself; offered before looked for, by category."""
    theirs = ExchangePost.objects.listed().public().filter(organisation__in=fair.organisations.order_by().values("pk"))
    ours = ExchangePost.objects.listed().public().filter(organisation=None)
    return (theirs | ours).order_by("-side", "category__position", "category__name", "title", "pk")


def parted(rows: Iterable[ExchangePost]) -> dict[str, dict[str, list[ExchangePost]]]:
    """By side, and below it by category, in their order."""
    found: dict[str, dict[str, list[ExchangePost]]] = {Side.OFFER: {}, Side.NEED: {}}
    for row in rows:
        found[row.side].setdefault(row.category.name, []).append(row)
    return found
