"""What the directory needs of staff today: offers to approve, changes to look at, those nobody answered for, words that led nowhere."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.emptiness import asked_together
from brobygger.core.tasks import Task, tasks
from brobygger.directory import freshness
from brobygger.directory.languages import LANGUAGES
from brobygger.directory.models import Offer, OfferFeed, OfferTranslation

SHOWN = 5


def _directory(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.EDIT_OFFERS):
        return
    centre, today = access.centre.key, timezone.localdate()
    every = reverse("directory:offers", kwargs={"centre": centre})
    rows = Offer.objects.select_related("provider")
    new, changed, unanswered, silent, old, feeds = asked_together(
        rows.filter(state=Offer.State.WAITING),
        rows.filter(changed_by_provider=True, state=Offer.State.PUBLISHED),
        rows.filter(state=Offer.State.HIDDEN, reminders__gte=freshness.REMINDERS),
        freshness.due(today).filter(contact_mail="", provider__mail="", reminders=0).select_related("provider"),
        OfferTranslation.objects.out_of_date().filter(offer__state=Offer.State.PUBLISHED),
        OfferFeed.objects.filter(active=True).exclude(error="") if access.may(May.RUN_CENTRE) else OfferFeed.objects.none(),
    )
    yield from _some(new, centre, _("Read the offer “%(title)s” and make it public"), f"{every}?tilstand=waiting")
    yield from _some(changed, centre, _("Look at what was changed in “%(title)s”"), f"{every}?kun=rettet")
    yield from _some(unanswered, centre, _("“%(title)s” is hidden, because nobody said that it is still right: call them"), f"{every}?tilstand=hidden")
    for code in old.values_list("language", flat=True).distinct().order_by("language")[:SHOWN]:
        words = _("Some offers in %(language)s are out of date: the Danish was changed after them") % {"language": LANGUAGES[code].name}
        yield Task(words, f"{reverse('directory:languages', kwargs={'centre': centre})}?sprog={code}&stand={OfferTranslation.Status.OLD}")
    yield from _some(silent, centre, _("Ask whether “%(title)s” is still right; there is no mail to write to"), f"{every}?kun=bekraeft")
    for row in feeds[:SHOWN]:
        yield Task(_("“%(name)s” cannot be fetched; the last good copy is shown") % {"name": row}, reverse("directory:feed", kwargs={"centre": centre, "pk": row.pk}), None, row.error)


def _some(rows: QuerySet[Any], centre: str, words: str, url: str) -> Iterable[Task]:
    """The first of them, and how many more there are, with the way to all."""
    found = list(rows.order_by("pk")[: SHOWN + 1])
    for row in found[:SHOWN]:
        yield Task(words % {"title": row.title}, f"/{centre}/kontor/tilbud/{row.pk}/", None, str(row.provider))
    if len(found) > SHOWN:
        yield Task(_("More offers like that: see them all"), url)


tasks.add("directory.offers", _directory)
