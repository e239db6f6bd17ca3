"""Where a program is told of changes: set up, looked at, tried, stopped and started by a leader."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.api.forms import WebhookForm
from brobygger.api.models import AccessToken, Webhook, WebhookMessage
from brobygger.api.webhooks import keeping
from brobygger.centres import audit
from brobygger.core.calling import REASONS
from brobygger.core.keys import key_of
from brobygger.core.listing import Column, below, link, tag, together, unseen
from brobygger.core.resources import resources, scopes
from brobygger.core.versions import Stale

SHOWN = 50
State = WebhookMessage.State


@never_cache
@needs(May.RUN_CENTRE)
def new(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A new one; the answer shows its secret, this once."""
    token = get_object_or_404(AccessToken.objects.select_related("kept_by", "centre"), pk=pk, revoked_at=None)
    form = WebhookForm(request.POST or None, instance=Webhook(token=token))
    if request.method == "POST" and form.is_valid():
        try:
            secret = keeping.make(form.instance, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(request, "api/webhook_secret.html", {"row": form.instance, "secret": secret})
    return render(request, "api/new_webhook.html", {"form": form, "token": token}, status=422 if form.errors else 200)


@never_cache
@needs(May.RUN_CENTRE)
def webhook(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """How it goes, what it was told lately, and what can be done with it."""
    row = get_object_or_404(Webhook.objects.select_related("token__kept_by", "centre"), pk=pk)
    if request.method == "POST":
        try:
            return _done(request, row)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(row)
    barred = keeping.barred(row.token, timezone.now())
    told = WebhookMessage.objects.filter(webhook=row).exclude(state=State.COVERED).order_by("-pk")
    columns = [Column(_("When"), named=False), Column(_("What")), Column(_("How it went")), Column(unseen(_("Send again")), named=False)]
    waiting = WebhookMessage.objects.waiting().filter(webhook=row).count()
    context = {
        "row": row, "mark": mark(row), "about": about(row), "barred": barred, "waiting": waiting, "columns": columns,
        "lines": [_line(request, each, row) for each in told[:SHOWN]], "may_start": not row.is_live and not barred, "shown": SHOWN,
    }
    return render(request, "api/webhook.html", context)


def _done(request: StaffRequest, row: Webhook) -> HttpResponse:
    by, now, act = request.user, timezone.now(), request.POST.get("act", "")
    match act:
        case "renew":
            return render(request, "api/webhook_secret.html", {"row": row, "secret": keeping.renew(row, by=by, now=now), "renewed": True})
        case "delete":
            keeping.remove(row, by=by, now=now)
            messages.success(request, _("“%(program)s” is told nothing more at that address.") % {"program": row.token.name})
            return redirect(row.token)
        case "start":
            keeping.start(row, by=by, now=now)
            messages.success(request, _("It is told of what happens from now on."))
        case "pause":
            keeping.stop(row, Webhook.State.PAUSED, by=by, now=now)
            messages.success(request, _("It is told nothing until you start it again."))
        case "test":
            keeping.test(row, now=now)
            messages.success(request, _("A test is on its way. Look again in a moment."))
        case "again":
            keeping.again(get_object_or_404(WebhookMessage.objects.select_related("webhook"), webhook=row, pk=key_of(request.POST.get("message"))), now=now)
            messages.success(request, _("It is sent once more. Look again in a moment."))
    return redirect(row)


@needs(May.RUN_CENTRE)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Webhook.objects.select_related("token", "centre"), pk=pk)
    before = audit.values(row)
    form = WebhookForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.edit(form.instance, before=before, by=request.user, now=timezone.now())
        except Stale:
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            messages.success(request, _("Saved."))
            return redirect(row)
    form.stand_on_theirs()
    return render(request, "api/new_webhook.html", {"form": form, "token": row.token, "row": row}, status=422 if form.errors else 200)


def mark(row: Webhook) -> Any:
    """Where it does not go by itself."""
    if not row.is_live:
        return tag(row.get_state_display(), style="bad" if row.state in {Webhook.State.FAILED, Webhook.State.GONE} else "")
    return tag(_("no answer just now"), style="bad") if row.failures else ""


def about(row: Webhook) -> str:
    return "; ".join(str(scopes[key]) for key in row.about if key in scopes)


def listed(token: AccessToken) -> list[list[Any]]:
    """For the page of a program: where it is told, about what, and when it last took something."""
    rows = Webhook.objects.select_related("centre").filter(token=token)
    return [[together(link(row.get_absolute_url(), row.url), mark(row)), about(row), date_format(timezone.localtime(row.good_at), "SHORT_DATETIME_FORMAT") if row.good_at else _("never")] for row in rows]


def _line(request: StaffRequest, each: WebhookMessage, row: Webhook) -> list[Any]:
    when = date_format(timezone.localtime(each.tried_at or each.at), "SHORT_DATETIME_FORMAT")
    resource = resources.get(each.resource)
    what = together(str(resource.title) if resource else each.get_kind_display(), below(f"{each.get_kind_display()}, {each.row}")) if resource else each.get_kind_display()
    answer = " ".join(part for part in (str(each.status) if each.status else "", str(REASONS.get(each.said, each.said))) if part)
    went = together(each.get_state_display(), below(answer)) if answer else each.get_state_display()
    again = ""
    if each.state != State.WAITING and (row.is_live or each.kind == WebhookMessage.Kind.TEST):
        again = format_html('<button class="ds-button" data-variant="tertiary" data-size="sm" form="again" name="message" value="{}">{}{}</button>', each.pk, _("Send again"), unseen(f" {resource.title} {each.row}" if resource else f" {each.get_kind_display()}"))
    return [when, what, went, again]
