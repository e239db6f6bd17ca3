"""Which programs are let in at the centre: made, looked at, closed and taken over by a leader."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.models import RoleAssignment
from brobygger.accounts.roles import May, Role
from brobygger.api import tokens, views_webhooks
from brobygger.api.forms import TokenForm
from brobygger.api.models import AccessToken
from brobygger.api.rows import ROOT as ROWS
from brobygger.core.listing import Column, below, link, tag, together
from brobygger.core.resources import scopes


@needs(May.RUN_CENTRE)
def programs(request: StaffRequest, centre: str) -> HttpResponse:
    """All tokens, those that are closed last."""
    today = timezone.localdate()
    rows = list(AccessToken.objects.select_related("kept_by", "centre"))
    rows.sort(key=lambda row: (row.revoked_at is not None, row.is_over(today)))
    leaders = _leaders()
    columns = [Column(_("Program"), named=False), Column(_("It may")), Column(_("Last used")), Column(_("Answered for by"))]
    lines = [
        [
            together(link(row.get_absolute_url(), row.name), _mark(row, leaders), below(f"…{row.tail}")), in_words(row),
            date_format(row.last_used_on, "SHORT_DATE_FORMAT") if row.last_used_on else _("never"), str(row.kept_by or "–"),
        ]
        for row in rows
    ]
    return render(request, "api/programs.html", {"columns": columns, "lines": lines, "root": request.build_absolute_uri(f"/{centre}/{ROWS}/")})


def _leaders() -> set[int]:
    return set(RoleAssignment.objects.on(timezone.localdate()).filter(role=Role.LEADER).values_list("user", flat=True))


def _mark(row: AccessToken, leaders: set[int]) -> Any:
    if row.revoked_at is not None:
        return tag(_("closed for good"))
    if row.is_over(timezone.localdate()):
        return tag(_("its last day has passed"))
    return "" if row.kept_by_id in leaders else tag(_("waits for a leader"))


def in_words(row: AccessToken) -> str:
    """What it may, in a sentence or two."""
    only = [str(scopes[key]) for key in row.reads if key in scopes and key not in row.writes]
    said = [_("read %(what)s") % {"what": "; ".join(only)}] if only else []
    if row.writes:
        said.append(_("read and change %(what)s") % {"what": "; ".join(str(scopes[key]) for key in row.writes if key in scopes)})
    return ". ".join(each[:1].upper() + each[1:] for each in [*said, *([_("with persons")] if row.persons else [])]) + "."


@never_cache
@needs(May.RUN_CENTRE)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    """A new token; the answer shows its secret, this once."""
    form = TokenForm(request.POST or None, instance=AccessToken())
    if request.method == "POST" and form.is_valid():
        secret = tokens.make(form.instance, by=request.user, now=timezone.now())
        return render(request, "api/secret.html", {"row": form.instance, "secret": secret, "root": request.build_absolute_uri(f"/{centre}/{ROWS}/")})
    return render(request, "api/new_token.html", {"form": form}, status=422 if form.errors else 200)


@needs(May.RUN_CENTRE)
def token(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(AccessToken.objects.select_related("kept_by", "centre"), pk=pk)
    if request.method == "POST":
        if request.POST.get("act") == "take over" and row.revoked_at is None:
            tokens.take_over(row, by=request.user, now=timezone.now())
            messages.success(request, _("You answer for “%(name)s” now.") % {"name": row.name})
        elif request.POST.get("act") == "close":
            tokens.revoke(row, by=request.user, now=timezone.now())
            messages.success(request, _("“%(name)s” is closed. The program gets nothing from now on.") % {"name": row.name})
        return redirect(row)
    leaders = _leaders()
    context = {"row": row, "may": in_words(row), "mark": _mark(row, leaders), "open": row.revoked_at is None, "may_take": row.revoked_at is None and row.kept_by_id != request.user.pk, "is_left": row.kept_by_id not in leaders}
    columns = [Column(_("Address"), named=False), Column(_("About")), Column(_("Last taken"))]
    return render(request, "api/token.html", {**context, "columns": columns, "lines": views_webhooks.listed(row)})
