"""Who speaks for an organisation."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.core.versions import Stale
from brobygger.organisations import actions, entry
from brobygger.organisations.forms.people import ContactForm
from brobygger.organisations.models import Contact, Organisation
from brobygger.organisations.views.organisations import form_page


@needs(May.EDIT_ORGANISATIONS)
def new(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A new contact of the organisation ``pk``."""
    return _edit(request, Contact(organisation=get_object_or_404(Organisation, pk=pk)))


@needs(May.EDIT_ORGANISATIONS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A contact as it stands; the role is ended by its last day, or taken out when it was a mistake."""
    row = get_object_or_404(Contact.objects.select_related("organisation", "person"), pk=pk)
    if request.POST.get("act") == "delete":
        with transaction.atomic():
            audit.record("removed", row, by=request.user)
            row.delete()
            entry.settle(row.person.account, by=request.user, now=timezone.now())
        messages.success(request, _("The contact is taken out. The person is still known to the centre."))
        return redirect("organisations:organisation", centre=centre, pk=row.organisation_id)
    return _edit(request, row)


def _edit(request: StaffRequest, row: Contact) -> HttpResponse:
    there, organisation = bool(row.pk), row.organisation
    form = ContactForm(request.POST or None, instance=row)
    if request.method == "POST":
        if kept(form, by=request.user):
            messages.success(request, _("The contact is saved."))
            return redirect("organisations:organisation", centre=request.centre.key, pk=organisation.pk)
        form.stand_on_theirs()
    title = str(row.person) if there else _("New contact of %(name)s") % {"name": organisation.name}
    return form_page(request, form, title=title, back=("organisations:organisation", organisation.pk), deletable=there)


def kept(form: ContactForm, *, by: User) -> bool:
    """Whether it was valid and is kept, with the person it is about."""
    if not form.is_valid():
        return False
    typed = {name: form.cleaned_data[name] for name in ("name", "mail", "phone")}
    try:
        with transaction.atomic():
            if form.instance.pk:
                actions.correct_person(form.instance.person, **typed, by=by)
            else:
                form.instance.person = actions.somebody(form.cleaned_data["known"], **typed, by=by)
            if not saved(form, by=by):
                transaction.set_rollback(True)
                return False
            if form.instance.is_former(timezone.localdate()):
                entry.shut_out(form.instance, by=by, now=timezone.now())
    except Stale:
        form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        return False
    return True
