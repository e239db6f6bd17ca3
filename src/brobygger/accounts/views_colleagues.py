"""Colleagues: who holds which role here, who is invited, and the page an invitation opens."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from brobygger.accounts import actions
from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.forms import InviteForm, NewAccountForm, RolesForm, SecondFactorForm
from brobygger.accounts.models import Invitation, RoleAssignment, User
from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May, Role
from brobygger.centres.scoping import centre_in_force


def _link(secret: str) -> str:
    return reverse("accounts:invitation", kwargs={"secret": secret})


@needs(May.RUN_CENTRE)
def colleagues(request: StaffRequest, centre: str) -> HttpResponse:
    factors = SecondFactorForm(request.POST if request.method == "POST" else None, initial={"roles": request.centre.second_factor_roles})
    if request.method == "POST" and factors.is_valid():
        actions.require_second_factor(factors.cleaned_data["roles"], by=request.user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("settings:colleagues", centre=centre)
    held = RoleAssignment.objects.on(timezone.localdate()).select_related("user").order_by("user__name", "user", "role")
    people: dict[int, dict[str, Any]] = {}
    for each in held:
        row = people.setdefault(each.user_id, {"user": each.user, "roles": []})
        row["roles"].append(each.get_role_display())
    secured = set(Authenticator.objects.filter(user__in=people).exclude(type="recovery_codes").values_list("user", flat=True))
    context = {
        "people": [{**row, "secured": pk in secured} for pk, row in people.items()], "now": timezone.now(), "factors": factors,
        "invitations": Invitation.objects.open().select_related("invited_by"),
    }
    return render(request, "accounts/colleagues.html", context)


@needs(May.RUN_CENTRE)
def colleague(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    today = timezone.localdate()
    rows = list(RoleAssignment.objects.filter(user=pk).select_related("user"))
    if not rows:
        raise Http404
    user, held = rows[0].user, [row.role for row in rows if row.since <= today and (row.until is None or row.until >= today)]
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": held})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_roles(user, form.cleaned_data["roles"], by=request.user, now=timezone.now())
        except ValidationError as refusal:
            form.add_error("roles", refusal)
        else:
            messages.success(request, _("%(name)s’s roles are saved.") % {"name": user.name})
            if user.pk == request.user.pk and Role.LEADER not in form.cleaned_data["roles"]:
                return redirect("/")  # whoever gave her own keys away no longer sees this page
            return redirect("settings:colleagues", centre=centre)
    past = [row for row in rows if row.until is not None and row.until < today]
    return render(request, "accounts/colleague.html", {"person": user, "form": form, "past": past}, status=422 if form.errors else 200)


@needs(May.RUN_CENTRE)
def invite(request: StaffRequest, centre: str) -> HttpResponse:
    form = InviteForm(request.POST or None, instance=Invitation())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.invite(
                mail=form.cleaned_data["mail"], name=form.cleaned_data["name"], roles=form.cleaned_data["roles"], by=request.user,
                now=timezone.now(), link=_link,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s is invited. The mail is on its way.") % {"name": made.name})
            return redirect("settings:colleagues", centre=centre)
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@needs(May.RUN_CENTRE)
@require_POST
def invitation_act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Send an open invitation again, or withdraw it."""
    row = get_object_or_404(Invitation.objects.open(), pk=pk)
    again = request.POST.get("act") == "again"
    try:
        if again:
            actions.send_again(row, by=request.user, now=timezone.now(), link=_link)
        else:
            actions.withdraw(row, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        said = _("The invitation to %(name)s is sent again.") if again else _("The invitation to %(name)s is withdrawn; its link no longer opens.")
        messages.success(request, said % {"name": row.name})
    return redirect("settings:colleagues", centre=centre)


@never_cache
@open_to_all
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What the link in the mail opens: accept with the account one is signed in to, or make one."""
    row = Invitation.everywhere.filter(digest=actions.digest_of(secret)).select_related("centre", "invited_by").first()
    usable = row is not None and row.accepted_at is None and row.withdrawn_at is None and row.expires_at > timezone.now()
    if row is None or not usable:
        return render(request, "accounts/invitation_gone.html", status=410)
    user = request.user if isinstance(request.user, User) else None
    known = user is None and User.objects.filter(email__iexact=row.mail).exists()
    form = NewAccountForm(request.POST or None, initial={"name": row.name}) if user is None and not known else None
    if request.method == "POST" and not known and (form is None or form.is_valid()):
        typed = {"name": form.cleaned_data["name"], "password": form.cleaned_data["password"] or None} if form is not None else {}
        try:
            with centre_in_force(row.centre):
                accepted = actions.accept(row, now=timezone.now(), user=user, **typed)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("accounts:invitation", secret=secret)
        if user is None:
            login(request, accepted, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, _("Welcome to %(centre)s.") % {"centre": row.centre.name})
        return redirect(Access.of(accepted, row.centre, frozenset(Role(role) for role in row.roles)).home)
    context = {"invitation": row, "form": form, "known": known}
    return render(request, "accounts/invitation.html", context, status=422 if form is not None and form.errors else 200)
