"""Tell me when: somebody is written to when a new opportunity fits, once the mail itself has said yes, until it says no."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.matching.models import Alert, Opportunity

UNCONFIRMED_FOR: Final = timedelta(days=7)
AT_ONCE: Final = 20  # in one mail


@transaction.atomic
def ask(row: Alert, *, centre: Centre, now: datetime) -> None:
    """Keep the wish and write to the mail: nothing more is sent before it says yes. The page says the same whether the mail is known or not."""
    row.asked_at = row.told_until = now
    row.save()
    with translation.override(row.language):
        lines = [
            _("Hello"), _("Somebody, probably you, has asked us to write to this mail when there is a new volunteer job that fits."),
            _("Say yes here, and we write when there is one: %(link)s") % {"link": link_of(row, centre)}, _("If it was not you, do nothing; the mail is forgotten in a week."),
            _("Kind regards"), centre.name,
        ]
        outbox.write(to=row.mail, subject=_("Do you want to hear of new volunteer jobs?"), text="\n\n".join(lines), once_key=f"alert-{row.pk}-ask")


def confirm(row: Alert, *, now: datetime) -> None:
    Alert.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=now, told_until=now)


@transaction.atomic
def leave(row: Alert) -> None:
    """No more mails, and nothing kept; also of those that were written."""
    pk = row.pk
    Alert.objects.filter(pk=pk).delete()
    outbox.forget(f"alert-{pk}-")


def link_of(row: Alert, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/frivilligjob/besked/{row.token}/"


def fitting(row: Alert, rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Those that fit the wish: some interest, some time, the place, the words, as far as any was wished for."""
    found: Any = rows
    if row.words:
        found = found.filter(Q(title__icontains=row.words) | Q(tasks__icontains=row.words) | Q(organisation__name__icontains=row.words))
    if row.interests:
        found = found.annotate(of_interest=F("interests").bitand(row.interests)).exclude(of_interest=0)
    if row.times:
        found = found.annotate(at_times=F("times").bitand(row.times)).filter(Q(times=0) | ~Q(at_times=0))
    if row.locality_id:
        found = found.filter(Q(locality=row.locality_id) | Q(locality=None) | ~Q(format="on_site"))
    return found  # type: ignore[no-any-return]  # built up above


def tell(*, centre: Centre, now: datetime) -> int:
    """Write to those for whom something new came since they were last told; forget those who never said yes. Gives how many mails."""
    for row in Alert.objects.filter(confirmed_at=None, asked_at__lt=now - UNCONFIRMED_FOR):
        leave(row)
    return sum(_tell(row, centre, now) for row in Alert.objects.exclude(confirmed_at=None))


@transaction.atomic
def _tell(row: Alert, centre: Centre, now: datetime) -> bool:
    if not Alert.objects.filter(pk=row.pk, told_until=row.told_until).update(told_until=now):
        return False  # another worker has it
    new = list(fitting(row, Opportunity.objects.listed().public().filter(public_at__gt=row.told_until, public_at__lte=now)).order_by("public_at")[:AT_ONCE])
    if not new:
        return False
    with translation.override(row.language):
        jobs = [f"{each.title}, {each.host}\n{settings.SITE_URL}{each.public_url}" for each in new]
        lines = [_("Hello"), _("Something new that may suit you:"), *jobs, _("No more of these mails? Say so here: %(link)s") % {"link": link_of(row, centre)}, _("Kind regards"), centre.name]
        return outbox.write(to=row.mail, subject=_("New volunteer jobs at %(name)s") % {"name": centre.name}, text="\n\n".join(lines), once_key=f"alert-{row.pk}-{now:%Y%m%d%H%M}") is not None
