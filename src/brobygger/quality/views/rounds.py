"""Rounds: one with its points, comparison and picture; begun, answered by each, answered jointly, closed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.form_pages import form_page, kept, removed
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.downloads import list_file
from brobygger.quality import assessing
from brobygger.quality.forms.rounds import AnswersForm, RoundForm
from brobygger.quality.models import Answer, Assessor, Framework, Point, Round, RoundClosed
from brobygger.quality.models.frameworks import answered
from brobygger.quality.people import askable
from brobygger.quality.picture import lanes
from brobygger.quality.seen import RoundSeen, in_words, seen


def closed() -> str:
    return _("The round is closed, and nothing in it changes any more.")


@needs(May.SEE_QUALITY)
def round_(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Round.objects.listed(), pk=pk)
    found = seen(row)
    if kind := request.GET.get("format", ""):
        return _as_file(found, kind)
    mine = next((each for each in found.assessors if each.user_id == request.user.pk), None)
    context = {
        "row": row, "found": found, "mine": mine, "may_run": request.access.may(May.RUN_QUALITY), "themes": found.by_theme(), "lanes": lanes(found), "steps": list(found.scale.values()),
        "ready": len(found.leaves) - len(found.waiting), "late": not row.is_closed and row.due_on < timezone.localdate(),
        "lines": {each.point.pk: _line(found, each) for each in found.leaves},
    }
    return render(request, "quality/round.html", context)


def _line(found: RoundSeen, each: Any) -> dict[str, str]:
    """What a row of the table says: each side's answers, the joint one, the one before, and the step between."""
    return {
        "board": found.given_in_words(each.given[Assessor.Side.BOARD]), "staff": found.given_in_words(each.given[Assessor.Side.STAFF]), "joint": found.word(each.joint), "before": found.word(each.before), "change": in_words(each.change),
    }


def _as_file(found: RoundSeen, kind: str) -> HttpResponse:
    heads = [_("No."), _("Text"), _("Board"), _("Staff"), _("The joint answer"), _("Why"), _("Last time"), _("Since then"), _("What shows it"), _("To be better")]
    lines = []
    for each in found.leaves:
        said = _line(found, each)
        shown = "; ".join(f"{it.name}: {it.figure}" if it.figure is not None else it.name for it in each.evidence)
        lines.append([each.point.number, each.point.title, said["board"], said["staff"], said["joint"], each.joint.text if each.joint else "", said["before"], said["change"], shown, "; ".join(map(str, each.improvements))])
    return list_file(str(found.row), [str(head) for head in heads], lines, kind=kind)


@needs(May.RUN_QUALITY)
def new(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    framework = get_object_or_404(Framework.objects.listed(), pk=pk)
    today = timezone.localdate()
    row = Round(framework=framework, starts_on=today.replace(month=1, day=1), ends_on=today.replace(month=12, day=31), due_on=today)
    form = RoundForm(request.POST or None, instance=row, people=askable(today))
    if kept(request, form, lambda: assessing.begin(row, form.asked, by=request.user, now=timezone.now()), said=_("The round is under way. Those who are asked find it among their tasks.")):
        return redirect(row)
    return form_page(request, form, title=_("New round: %(framework)s") % {"framework": framework}, back=framework.get_absolute_url(), draft=f"round-new-{pk}", button=_("Begin the round"))


@needs(May.RUN_QUALITY)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Its days and conclusion, and further people to ask; taken out while nobody has answered."""
    row = get_object_or_404(Round.objects.listed(), pk=pk)
    if row.is_closed:
        messages.error(request, closed())
        return redirect(row)
    if removed(request, lambda: assessing.discard(row, by=request.user, now=timezone.now()), said=_("The round is gone.")):
        return redirect(row.framework)
    before, title = audit.values(row), str(row)
    asked = set(row.assessors.values_list("user", flat=True))
    people = [(user, side) for user, side in askable(timezone.localdate()) if user.pk not in asked]
    form = RoundForm(request.POST if request.method == "POST" and request.POST.get("act") != "remove" else None, instance=row, people=people)

    def keep() -> None:
        assessing.keep(row, before=before, by=request.user, now=timezone.now())
        assessing.ask(row, form.asked, by=request.user, now=timezone.now())

    if request.POST.get("act") != "remove" and _kept_open(request, form, keep):
        return redirect(row)
    return form_page(request, form, title=title, back=row.get_absolute_url(), draft=f"round-{pk}", removal="" if row.answers.exists() else _("The round goes, with those who were asked. Nobody has answered yet."))


def _kept_open(request: StaffRequest, form: Any, keep: Any) -> bool:
    try:
        return kept(request, form, keep)
    except RoundClosed:
        form.add_error(None, closed())
        return False


@needs(May.SEE_QUALITY)
def mine(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One's own answers, on one page; kept as far as they have come, and given when they are whole."""
    row = get_object_or_404(Round.objects.listed(), pk=pk)
    assessor = row.assessors.filter(user=request.user).first()
    if assessor is None:
        raise Http404
    if row.is_closed:
        messages.info(request, closed())
        return redirect(row)
    points = answered(Point.objects.filter(framework=row.framework_id))
    given = {each.point_id: (each.value, each.text) for each in Answer.objects.filter(round=row, assessor=assessor)}
    form = AnswersForm(row.framework, points, given, request.POST or None)
    whole = request.POST.get("act") != "later"
    if request.method == "POST" and form.is_valid():
        try:
            assessing.assess(assessor, form.given, whole=whole, now=timezone.now())
        except ValidationError as error:
            form.beside(error)
        except RoundClosed:
            form.add_error(None, closed())
        else:
            messages.success(request, _("Thank you. Your answers are given; you can change them until the round is closed.") if whole else _("Kept. Go on when you have time."))
            return redirect(row)
    context = {"row": row, "form": form, "fields": [(point, form[f"v{point.pk}"], form[f"t{point.pk}"]) for point in points], "assessor": assessor}
    return render(request, "quality/mine.html", context, status=422 if form.errors else 200)


@needs(May.RUN_QUALITY)
@require_POST
def close(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Round.objects.listed(), pk=pk)
    try:
        found = assessing.close(row, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(row)
    n = found.answers.filter(assessor=None).count()
    messages.success(request, ngettext("The round is closed with %(n)s answer.", "The round is closed with %(n)s answers.", n) % {"n": n})
    return redirect(row)
