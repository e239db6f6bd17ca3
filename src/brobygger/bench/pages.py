"""What the product's pages are measured against."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.journal.models import Kind, Registration


@needs(May.SEE_OFFICE)
def empty(request: StaffRequest, centre: str) -> HttpResponse:
    """An empty signed-in page in the common frame."""
    return render(request, "base.html")


@needs(May.REGISTER)
def insert(request: StaffRequest, centre: str) -> HttpResponse:
    """A bare insert of one row through the same stack."""
    kind = Kind.objects.order_by("pk").first()
    assert kind is not None  # noqa: S101 -- the loader has made kinds
    Registration(done_on=timezone.localdate(), kind=kind, title="Sparring").save()
    return HttpResponse(status=204)
