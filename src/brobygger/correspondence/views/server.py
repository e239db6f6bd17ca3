"""Where the centre's mail leaves, a try whether it does, and what lies still."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.forms import Form
from brobygger.correspondence import serving
from brobygger.correspondence.models import MailTrial


class TrialForm(Form):
    to = forms.EmailField(label=gettext_lazy("Send a test to"))


@needs(May.RUN_CENTRE)
def server(request: StaffRequest, centre: str) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("act") == "again":
        n = serving.once_more(request.access.centre, by=request.user, now=now)
        messages.success(request, ngettext("%(n)s mail is tried again.", "%(n)s mails are tried again.", n) % {"n": n})
        return redirect("correspondence:server", centre=centre)
    form = TrialForm(request.POST or None, initial={"to": request.user.email})
    if request.method == "POST" and form.is_valid():
        try:
            serving.ask(form.cleaned_data["to"], by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("correspondence:server", centre=centre)
    context: dict[str, Any] = {"form": form, "facts": _facts(), "sender": settings.DEFAULT_FROM_EMAIL, "demo": settings.DEMO, "lies": serving.lies_still(now)} | _trials()
    return render(request, "correspondence/server.html", context, status=422 if form.errors else 200)


@needs(May.RUN_CENTRE)
def trial(request: StaffRequest, centre: str) -> HttpResponse:
    """How far the newest try has come: a fragment that the page asks for again and again."""
    return render(request, "correspondence/trial.html", _trials())


def _trials() -> dict[str, Any]:
    rows = list(MailTrial.objects.select_related("asked_by")[: serving.KEPT])
    newest = rows[0] if rows else None
    return {
        "newest": newest, "words": serving.in_words(newest) if newest else "", "alone": newest is not None and serving.is_left_alone(newest, timezone.now()), "earlier": [(each, serving.in_words(each)) for each in rows[1:] if each.done_at],
    }


def _facts() -> dict[str, Any] | None:
    """What may be shown of where mail leaves; never the password, nor the name it goes with."""
    if settings.MAIL is None:
        return None
    given = settings.MAIL
    how = _("secret from the beginning (smtps)") if given["use_ssl"] else _("made secret after the greeting (STARTTLS)") if given["use_tls"] else _("open: whoever is in between can read along")
    return {"host": given["host"], "port": given["port"], "how": how, "signs_in": bool(given["username"]), "open": not given["use_ssl"] and not given["use_tls"]}
