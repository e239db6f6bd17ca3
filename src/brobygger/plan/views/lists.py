"""Teams that answer for goals, and the centre's own strategic markers (pejlemærker)."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.forms import ModelForm
from brobygger.core.versions import Stale
from brobygger.plan.forms.dates import use_date_pickers
from brobygger.plan.forms.parts import colleagues, differences
from brobygger.plan.models import Marker, Team


class TeamForm(ModelForm):
    class Meta:
        model = Team
        fields = ["name", "members", "follow_ups_a_year", "since", "until"]
        widgets = {"members": CheckboxSelectMultiple}
        help_texts = {"follow_ups_a_year": gettext_lazy("How often the team follows its goals up; a target on the team’s follow-up counts the meetings held.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_date_pickers(self)
        field = self.fields["members"]
        assert isinstance(field, ModelMultipleChoiceField)  # noqa: S101 -- for the type checker: a many-to-many field
        field.queryset = colleagues() | self.instance.members.all() if self.instance.pk else colleagues()


class MarkerForm(ModelForm):
    class Meta:
        model = Marker
        fields = ["code", "name", "position"]
        labels = {"position": gettext_lazy("Place in the list")}
        help_texts = {"code": gettext_lazy("What stands on the goal, for example a number.")}


@needs(May.SEE_PLAN)
def teams(request: StaffRequest, centre: str) -> HttpResponse:
    standing = Count("goals", filter=Q(goals__removed=False, goals__area__removed=False), distinct=True)
    found = Team.objects.annotate(n=standing).prefetch_related("members")
    context = {"teams": found, "may_edit": request.access.may(May.EDIT_PLAN), "today": timezone.localdate()}
    return render(request, "plan/teams.html", context)


@needs(May.SEE_PLAN)
def markers(request: StaffRequest, centre: str) -> HttpResponse:
    standing = Count("goals", filter=Q(goals__removed=False, goals__area__removed=False), distinct=True)
    context = {"markers": Marker.objects.annotate(n=standing), "may_edit": request.access.may(May.EDIT_PLAN)}
    return render(request, "plan/markers.html", context)


@needs(May.EDIT_PLAN)
def team(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Team, pk=pk) if pk else Team(since=timezone.localdate())
    return _form_page(request, TeamForm(request.POST or None, instance=row), "plan:teams", _("Team") if pk else _("New team"))


@needs(May.EDIT_PLAN)
def marker(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Marker, pk=pk) if pk else Marker(position=Marker.objects.count())
    if pk and request.POST.get("order") == "delete":
        with transaction.atomic():
            audit.record("removed", row, by=request.user)
            row.delete()
        messages.success(request, _("The marker is deleted. Goals that carried it stand without it."))
        return redirect("plan:markers", centre=centre)
    return _form_page(request, MarkerForm(request.POST or None, instance=row), "plan:markers", _("Marker") if pk else _("New marker"))


def _form_page(request: StaffRequest, form: ModelForm, listed: str, title: str) -> HttpResponse:
    back = reverse(listed, kwargs={"centre": request.centre.key})
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, request)
        except Stale:
            form.theirs = type(form.instance)._default_manager.get(pk=form.instance.pk)
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    theirs = differences(form)
    form.stand_on_theirs()
    context = {
        "plan": {"title": _("Back to the list")}, "row": form.instance, "form": form, "theirs": theirs, "heading": title, "back": back,
        "kind": form.instance._meta.model_name,
    }
    return render(request, "plan/part_form.html", context, status=422 if form.is_bound else 200)


def _save(form: ModelForm, request: StaffRequest) -> None:
    row = form.instance
    with transaction.atomic():
        before = audit.values(type(row)._default_manager.get(pk=row.pk)) if row.pk else None
        members = sorted(row.members.values_list("pk", flat=True)) if isinstance(row, Team) and row.pk else []
        form.save()
        extra: dict[str, Any] = {}
        if isinstance(row, Team) and members != (now := sorted(row.members.values_list("pk", flat=True))):
            extra = {"members": [members, now]}
        audit.record("edited" if before else "added", row, by=request.user, before=before, extra=extra)
