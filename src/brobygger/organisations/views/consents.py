"""What may be published of an organisation: said by itself, or written down by staff who were told so."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.organisations import consents as deciding
from brobygger.organisations.forms.consents import ConsentForm
from brobygger.organisations.models import Contact, Organisation
from brobygger.organisations.own import own_or_404, own_page


def _form(request: StaffRequest, row: Organisation) -> ConsentForm:
    today = timezone.localdate()
    contacts = [each for each in Contact.objects.on(today).filter(organisation=row).select_related("person") if not each.is_former(today)]
    return ConsentForm(request.POST if request.method == "POST" else None, organisation=row, contacts=contacts)


def _is_member(row: Organisation) -> bool:
    return deciding.public_members(timezone.localdate()).filter(pk=row.pk).exists()


@needs(May.OWN_ORGANISATION)
def own_consents(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The association says what others may see of it."""
    own = own_or_404(request, pk)
    form = _form(request, own.organisation)
    if request.method == "POST" and form.is_valid():
        deciding.decide(own.organisation, form.wanted(), by=request.user, now=own.now, verb="edited by itself")
        messages.success(request, _("Saved. This is what others see now."))
        return redirect("own:consents", centre=centre, pk=pk)
    return own_page(request, own, "own/consents.html", {"form": form, "is_member": _is_member(own.organisation)}, here="consents")


@needs(May.EDIT_ORGANISATIONS)
def consents(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Staff write down what the organisation has told them."""
    row = get_object_or_404(Organisation, pk=pk)
    form = _form(request, row)
    if request.method == "POST" and form.is_valid():
        deciding.decide(row, form.wanted(), by=request.user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("organisations:organisation", centre=centre, pk=pk)
    return render(request, "organisations/consents.html", {"form": form, "row": row, "is_member": _is_member(row)})
