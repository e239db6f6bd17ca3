"""What a centre says of how accessible its pages are: read by everybody, written by the leader, looked over once a year."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.actions import look_over
from brobygger.accounts.forms import StatementForm
from brobygger.accounts.roles import May
from brobygger.centres.models import AccessibilityStatement, Centre
from brobygger.centres.saving import saved


@open_to_all
def of_the_site(request: HttpRequest) -> HttpResponse:
    """How the pages are built, and the way to what each centre says."""
    return render(request, "accounts/accessibility.html", {"row": None, "centres": Centre.objects.all()})


@open_to_all
def statement(request: HttpRequest, centre: str) -> HttpResponse:
    return render(request, "accounts/accessibility.html", {"row": AccessibilityStatement.objects.first()})


@open_to_all
def was(request: HttpRequest) -> HttpResponse:
    """The address where Danish public bodies keep their statement. Not for ever: a second centre may come."""
    keys = Centre.objects.values_list("key", flat=True)[:2]
    return redirect("centre_pages:accessibility", centre=keys[0]) if len(keys) == 1 else redirect("accounts:accessibility")


@open_to_all
def was_of_centre(request: HttpRequest, centre: str) -> HttpResponse:
    return redirect("centre_pages:accessibility", centre=centre)


@needs(May.RUN_CENTRE)
def edit(request: StaffRequest, centre: str) -> HttpResponse:
    row = AccessibilityStatement.objects.first()
    if request.method == "POST" and request.POST.get("act") == "looked" and row is not None:
        look_over(row, by=request.user, now=timezone.now())
        messages.success(request, _("Thank you. You will be reminded in a year."))
        return redirect("settings:accessibility", centre=centre)
    form = StatementForm(request.POST or None, instance=row or AccessibilityStatement(looked_on=timezone.localdate()), centre=request.centre)
    if request.method == "POST" and _kept(form, request):
        messages.success(request, _("Saved."))
        return redirect("settings:accessibility", centre=centre)
    return render(request, "accounts/edit_accessibility.html", {"form": form, "row": row}, status=422 if form.errors else 200)


def _kept(form: StatementForm, request: StaffRequest) -> bool:
    """Of two who write the first statement at once, the second is told and keeps what was typed."""
    try:
        return saved(form, by=request.user)
    except IntegrityError:
        form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        return False
