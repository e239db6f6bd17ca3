"""Which requests a person sees: staff all of them, the desk those for practical help."""

from django.db.models import QuerySet

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.advice.models import Request, Service
from brobygger.journal.models import State


def visible(access: Access) -> QuerySet[Request]:
    """All, for those who see everybody's work; else what is practical."""
    rows: QuerySet[Request] = Request.objects.select_related("service", "organisation", "time", "answered_by", "registration__centre")
    return rows if access.may(May.EDIT_WORK) else rows.filter(service__sort=Service.Sort.PRACTICAL)


def to_do(access: Access) -> QuerySet[Request]:
    """Practical help that was taken up and is not done yet."""
    return visible(access).filter(service__sort=Service.Sort.PRACTICAL, registration__state=State.PLANNED, registration__tool="").order_by("answered_at", "pk")
