"""The page that an invitation to an association's own pages opens; and how staff let a contact in or take the right away."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.organisations import entry
from brobygger.organisations.forms.own import AcceptForm
from brobygger.organisations.models import Contact


@never_cache
@open_to_all
def invitation(request: HttpRequest, centre: str, secret: str) -> HttpResponse:
    """Accepted by a click on the page, never by opening it; by an account of the invited address, or one made for it now."""
    now = timezone.now()
    row = entry.found(secret, now)
    if row is None:
        return render(request, "own/invitation_gone.html", status=410)
    user = request.user if isinstance(request.user, User) else None
    known = user is None and User.objects.filter(email__iexact=row.mail).exists()
    stranger = user is not None and user.email.casefold() != row.mail.casefold()
    form = AcceptForm(request.POST or None, initial={"name": row.contact.person.name}) if user is None and not known else None
    if request.method == "POST" and not known and not stranger and (form is None or form.is_valid()):
        try:
            accepted = entry.accept(row, user=user, name=form.cleaned_data["name"] if form is not None else "", now=now)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect(request.path)
        if user is None:
            login(request, accepted, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, _("Welcome. Next time you sign in with a code that is sent to %(mail)s.") % {"mail": accepted.email})
        return redirect("own:start", centre=centre, pk=row.contact.organisation_id)
    context = {"invitation": row, "organisation": row.contact.organisation, "form": form, "known": known, "stranger": stranger}
    status = 422 if form is not None and form.errors else 403 if request.method == "POST" else 200
    return render(request, "own/invitation.html", context, status=status)


@needs(May.EDIT_ORGANISATIONS)
@require_POST
def let_in(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Invite a contact to the association's own pages, or take the right away."""
    row = get_object_or_404(Contact.objects.select_related("person"), pk=pk)
    try:
        if request.POST.get("act") == "invite":
            entry.invite(row, centre=request.centre, by=request.user, now=timezone.now())
            messages.success(request, _("%(name)s is invited. The mail is on its way.") % {"name": row.person.name})
        else:
            entry.shut_out(row, by=request.user, now=timezone.now())
            messages.success(request, _("%(name)s no longer sees the association’s own pages.") % {"name": row.person.name})
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("organisations:organisation", centre=centre, pk=row.organisation_id)
