"""The members on the centre's public site: names, and of each what it has said yes to."""

from typing import Any

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from brobygger.accounts.access import open_to_all
from brobygger.accounts.roles import May
from brobygger.core.paging import page_of
from brobygger.organisations import consents
from brobygger.organisations.models import Consent, Contact, Organisation

ON_A_PAGE = 60


@open_to_all
def members(request: HttpRequest, centre: str) -> HttpResponse:
    """All member organisations by name, found by words of what they let others read."""
    words = request.GET.get("q", "").strip()[:100]
    rows = consents.public_members(timezone.localdate())
    if words:
        purposes = Consent.objects.given().filter(what=Consent.What.PURPOSE).values("organisation")
        rows = rows.filter(Q(name__icontains=words) | Q(purpose__icontains=words, pk__in=purposes))
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    may = consents.published(page)
    return render(request, "organisations/public_members.html", {"page": page, "lines": [(row, may[row.pk]) for row in page], "words": words, "query": query})


@open_to_all
def member(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """One member: its name, and what it has said yes to."""
    today = timezone.localdate()
    row = get_object_or_404(consents.public_members(today), pk=pk)
    may = consents.published([row])[row.pk]
    lists: dict[str, list[Any]] = {name: list(getattr(row, name).all()) if "work" in may else [] for name in ("themes", "target_groups", "localities")}
    welcomes = "welcomes" in may and Organisation.objects.welcoming(today).filter(pk=row.pk).exists()
    context = {"row": row, "may": may, "contacts": consents.published_contacts(row, today), "welcomes": welcomes, **lists}
    return render(request, "organisations/public_member.html", context)


@open_to_all
def logo(request: HttpRequest, centre: str, pk: int) -> HttpResponseBase:
    """A logo, as we wrote it ourselves: to everybody where the member has said yes, else to staff and those who speak for it."""
    row = get_object_or_404(Organisation.objects.exclude(logo=""), pk=pk)
    today = timezone.localdate()
    public = "logo" in consents.published([row])[row.pk] and consents.public_members(today).filter(pk=pk).exists()
    if not public and not _may_see(request, row, today):
        raise Http404
    if not row.logo.storage.exists(str(row.logo.name)):
        raise Http404
    answer = FileResponse(row.logo.open("rb"), content_type="image/png")
    answer.headers["Cache-Control"] = "public, max-age=600" if public else "private, no-store"
    return answer


def _may_see(request: HttpRequest, row: Organisation, today: Any) -> bool:
    access = getattr(request, "access", None)
    if access is None:
        return False
    if access.may(May.SEE_ORGANISATIONS):
        return True
    return bool(access.may(May.OWN_ORGANISATION) and Contact.objects.acting(today).acted_by(access.user.pk).filter(organisation=row).exists())
