"""What the forms of several contexts do alike: kept by an action, or shown again with what was typed and a sentence on why not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest
from brobygger.core.versions import Stale


def kept(request: StaffRequest, form: Any, keep: Callable[[], Any], *, said: str = "") -> bool:
    """Whether the form was sent, is right and ``keep`` has kept it."""
    if request.method != "POST" or not form.is_valid():
        if request.method == "POST" and hasattr(form, "stand_on_theirs"):
            form.stand_on_theirs()
        return False
    try:
        keep()
    except Stale:
        row = form.instance
        form.theirs = type(row)._default_manager.filter(pk=row.pk).first()
        form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        form.stand_on_theirs()
        return False
    except ValidationError as error:
        known = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
        form.add_error(None, error if known or not hasattr(error, "error_dict") else error.messages)
        return False
    messages.success(request, said or _("Saved."))
    return True


def form_page(request: StaffRequest, form: Any, *, title: str, back: str, draft: str, lead: str = "", button: str = "", removal: str = "", elsewhere: tuple[str, str] | None = None) -> HttpResponse:
    """``removal`` says what taking the row out will do; empty where it cannot be. ``elsewhere``: an address and words, where the rest is changed."""
    context = {"form": form, "title": title, "back": back, "draft": draft, "lead": lead, "button": button, "removal": removal, "elsewhere": elsewhere, "theirs": getattr(form, "theirs", None)}
    return render(request, "accounts/form_page.html", context, status=422 if form.errors else 200)


def removed(request: StaffRequest, remove: Callable[[], Any], *, said: str) -> bool:
    """Whether the button to take the row out was pressed, and it is out."""
    if request.method != "POST" or request.POST.get("act") != "remove":
        return False
    try:
        remove()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, said)
    return True
