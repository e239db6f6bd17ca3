"""Personal data: find a person, see and fetch all that is held on her, erase it."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import May
from brobygger.centres.models import Change
from brobygger.core.forms import Form
from brobygger.people import actions
from brobygger.people.holdings import Subject, as_data, held_on, mentions_of, subject_of_account, subject_of_person
from brobygger.people.models import Person

FOUND = 50


class EraseForm(Form):
    sure = forms.BooleanField(label=gettext_lazy("Yes, erase this person. It cannot be undone."))


@needs(May.RUN_CENTRE)
def search(request: StaffRequest, centre: str) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    accounts: Any = User.objects.filter(pk__in=RoleAssignment.objects.values("user"))
    persons = Person.objects.filter(erased_on=None)
    if words:
        accounts = accounts.filter(Q(name__icontains=words) | Q(email__icontains=words))
        persons = persons.filter(Q(name__icontains=words) | Q(mail__icontains=words) | Q(phone__icontains=words))
    context = {"words": words, "accounts": accounts[:FOUND], "persons": persons.filter(account=None)[:FOUND]}
    return render(request, "people/search.html", context)


def subject_or_404(kind: str, pk: int) -> Subject:
    if kind == "konto":
        return subject_of_account(get_object_or_404(User, pk__in=RoleAssignment.objects.filter(user=pk).values("user")))
    if kind == "person":
        return subject_of_person(get_object_or_404(Person, pk=pk, erased_on=None))
    raise Http404


@needs(May.RUN_CENTRE)
def subject(request: StaffRequest, centre: str, kind: str, pk: int) -> HttpResponse:
    """All that is held on one person, with counts and the rows' own words; and the form to erase."""
    found = subject_or_404(kind, pk)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name = found.name
        try:
            actions.erase(found, by=request.user, now=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s is erased. What was done and counted stays, without the name.") % {"name": name})
            return redirect("people:search", centre=centre)
    groups = [
        (held.declaration.model._meta.verbose_name_plural, held.rows.count(), [str(row) for row in held.rows[:10]])
        for held in held_on(found) if held.declaration.model is not Change
    ]
    context = {
        "subject": found, "kind": kind, "pk": pk, "form": form, "groups": [group for group in groups if group[1]],
        "mentions": [(each.model._meta.verbose_name_plural, [str(row) for row in rows]) for each, rows in mentions_of(found.name)],
    }
    return render(request, "people/subject.html", context, status=422 if form.errors else 200)


@needs(May.RUN_CENTRE)
def copy(request: StaffRequest, centre: str, kind: str, pk: int) -> HttpResponse:
    """The person's own copy (GDPR article 15 and 20): every row tied to her, as JSON with the fields' names."""
    found = subject_or_404(kind, pk)
    data = {
        "centre": request.centre.name, "fetched_at": timezone.now().isoformat(), "name": found.name,
        "rows": {held.declaration.model._meta.label: as_data(held) for held in held_on(found)},
        "mentioned_in": {each.model._meta.label: [row.pk for row in rows] for each, rows in mentions_of(found.name)},
    }
    content = json.dumps(data, ensure_ascii=False, indent=2)
    return HttpResponse(content, content_type="application/json", headers={"Content-Disposition": f'attachment; filename="persondata-{kind}-{pk}.json"'})
