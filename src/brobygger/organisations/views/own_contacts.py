"""An association's own contacts and board: added, edited, ended; and the colleagues who may act for it."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.versions import Stale
from brobygger.organisations import entry as entries
from brobygger.organisations import own_people
from brobygger.organisations.forms.own import OwnContactForm
from brobygger.organisations.models import Contact
from brobygger.organisations.own import Own, own_or_404, own_page


@needs(May.OWN_ORGANISATION)
def contacts(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Who speaks for the association, and which of them may act here."""
    own = own_or_404(request, pk)
    rows = own_people.listed(own)
    context = {"lines": [each for each in rows if not each.former], "former": [each for each in rows if each.former]}
    return own_page(request, own, "own/contacts.html", context, here="contacts")


@needs(May.OWN_ORGANISATION)
def contact(request: StaffRequest, centre: str, pk: int, contact: int | None = None) -> HttpResponse:
    """A new contact, or one as it stands. A role is ended by its last day."""
    own = own_or_404(request, pk)
    row = get_object_or_404(_of(own), pk=contact) if contact else Contact(organisation=own.organisation)
    locked = bool(contact) and not own_people.may_correct(row.person, own)
    form = OwnContactForm(request.POST or None, instance=row, locked=locked)
    if request.method == "POST":
        if _kept(request, own, form):
            return redirect("own:contacts", centre=centre, pk=pk)
        form.stand_on_theirs()
    context = {"form": form, "row": row if contact else None, "locked": locked, "theirs": form.theirs, "draft": f"own-contact-{pk}-{contact or 'new'}-{row.version}"}
    return own_page(request, own, "own/contact.html", context, here="contacts", status=422 if form.errors else 200)


def _of(own: Own) -> Any:
    return Contact.objects.filter(organisation=own.organisation).select_related("person", "organisation")


def _kept(request: StaffRequest, own: Own, form: OwnContactForm) -> bool:
    if not form.is_valid():
        return False
    wanted = bool(form.cleaned_data.get("invite"))
    try:
        row = own_people.keep(form.save(commit=False), form.typed(), own=own)
    except Stale:
        form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        return False
    messages.success(request, _("The contact is saved."))
    if wanted:
        _invite(request, row)
    return True


@needs(May.OWN_ORGANISATION)
@require_POST
def entry(request: StaffRequest, centre: str, pk: int, contact: int) -> HttpResponse:
    """Invite a contact to act for the association, or take the right away."""
    own = own_or_404(request, pk)
    row = get_object_or_404(_of(own), pk=contact)
    if request.POST.get("act") == "invite":
        _invite(request, row)
        return redirect("own:contacts", centre=centre, pk=pk)
    entries.shut_out(row, by=request.user, now=own.now, verb="shut out by itself")
    messages.success(request, _("%(name)s no longer sees the association’s own pages.") % {"name": row.person.name})
    if row.person.account_id == request.user.pk:
        return redirect(f"/{centre}/")  # whoever gave her own keys away no longer sees these pages
    return redirect("own:contacts", centre=centre, pk=pk)


def _invite(request: StaffRequest, row: Contact) -> None:
    if not ratelimit.consume(request, action="own_invitation", user=request.user):
        messages.error(request, _("You have invited very many today. Try again tomorrow, or ask the centre."))
        return
    try:
        entries.invite(row, centre=request.centre, by=request.user, now=timezone.now(), verb="invited by itself")
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("%(name)s is invited. The mail is on its way.") % {"name": row.person.name})
