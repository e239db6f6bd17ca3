"""One question: written, changed, or brought in between others."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.surveys import editing
from brobygger.surveys.forms.editing import QuestionForm
from brobygger.surveys.models import Questionnaire
from brobygger.surveys.structure import Ask, new_key, read


@needs(May.EDIT_SURVEYS)
def question(request: StaffRequest, centre: str, pk: int, key: str = "") -> HttpResponse:
    """A new one of the kind in the address (``slags``), or the one of that key."""
    row = get_object_or_404(Questionnaire.objects.select_related("centre"), pk=pk)
    there = editing.newest(row).content
    structure = read(there)
    old = structure.question(key) if key else None
    kind = old.kind if old else request.GET.get("slags", Ask.CHOICE)
    if (key and old is None) or kind not in Ask.values:
        raise Http404
    form = QuestionForm(request.POST or None, kind=kind, structure=structure, question=old)
    if request.method == "POST" and form.is_valid():
        item = form.item(next((each for each in there["items"] if each["key"] == key), None))
        item.setdefault("key", new_key())
        try:
            editing.change(row, editing.put(item), by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The question is saved."))
            return redirect(f"{row.get_absolute_url()}#q-{item['key']}")
    named = Ask(kind).label
    context = {
        "form": form, "title": _("Edit the question") if old else _("New question"), "lead": str(named).capitalize(), "back": row.get_absolute_url(), "button": _("Save"), "draft": f"question-{row.pk}-{key or kind}",
    }
    return render(request, "surveys/form.html", context, status=422 if form.errors else 200)
