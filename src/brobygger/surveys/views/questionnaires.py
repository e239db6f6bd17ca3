"""The office's questionnaires: the list, where one begins, the page on which one is made, and how it will look."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.listing import Column, below, link, tag, together
from brobygger.core.paging import page_of
from brobygger.directory.languages import LANGUAGES
from brobygger.plan.models import Goal, Plan
from brobygger.surveys import editing, translating
from brobygger.surveys.first_questionnaires import FIRST, content, first
from brobygger.surveys.forms.answering import AnswerForm
from brobygger.surveys.forms.editing import QuestionnaireForm
from brobygger.surveys.models import About, Questionnaire
from brobygger.surveys.structure import Ask, read

ON_A_PAGE = 50


@needs(May.SEE_SURVEYS)
def questionnaires(request: StaffRequest, centre: str) -> HttpResponse:
    """Those in use, or all; with how often each was sent."""
    all_ = request.GET.get("vis") == "alle"
    rows = Questionnaire.objects.select_related("centre", "theme").annotate(times=Count("editions__sendings", filter=Q(editions__sendings__opened_on__isnull=False)), last=Max("editions__sendings__opened_on"))
    page, query = page_of((rows if all_ else rows.in_use()).order_by("title", "pk"), request.GET, ON_A_PAGE)
    columns = [Column(_("Questionnaire"), named=False), Column(_("Sent"), "num"), Column(_("Last"), "day")]
    lines = [
        [
            together(link(row.get_absolute_url(), row.title), tag(_("no longer used")) if row.retired else "", below(" · ".join(str(each) for each in (row.get_about_display(), row.theme or "") if each))),
            row.times, f"{row.last:%d.%m.%Y}" if row.last else "–",
        ]
        for row in page.object_list
    ]
    context = {"page": page, "query": query, "columns": columns, "lines": lines, "all": all_, "may_edit": request.access.may(May.EDIT_SURVEYS)}
    return render(request, "surveys/questionnaires.html", context)


@needs(May.EDIT_SURVEYS)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    """Begin with one of those that others have found good, with an empty one, or with a copy. One about goals takes those of a plan."""
    plans = Plan.objects.running_on(timezone.localdate()).exclude(kind=Plan.Kind.PROJECT)
    if request.method == "POST":
        about, by, now = request.POST.get("about", ""), request.user, timezone.now()
        if about in {str(each.about) for each in FIRST}:
            one = first(about)
            goals = Goal.objects.filter(area__plan__in=plans).order_by("area__plan", "area__position", "position", "pk").values_list("pk", "title") if one.about == About.GOALS else []
            row = editing.make(title=one.title, about=about, content=content(one, goals), by=by, now=now)
        else:
            row = editing.make(title=_("New questionnaire"), about=About.OTHER, by=by, now=now)
        messages.success(request, _("Here it is. Change what you like: nobody else sees it until you send it."))
        return redirect(row)
    return render(request, "surveys/new.html", {"first": [(each, len([1 for item in each.items if item["kind"] != Ask.PAGE])) for each in FIRST], "plans": list(plans)})


@needs(May.SEE_SURVEYS)
def questionnaire(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One questionnaire with its questions in order, and each sending of it."""
    row = get_object_or_404(Questionnaire.objects.select_related("centre", "theme"), pk=pk)
    edition = editing.newest(row)
    structure = read(edition.content)
    sendings = [each for each_edition in row.editions.prefetch_related("sendings__centre").newest_first() for each in each_edition.sendings.all()]
    standing = translating.standing(edition.content) if structure.items else []
    context = {
        "standing": standing, "further": [each for each in LANGUAGES.values() if each not in [known.language for known in standing]],
        "row": row, "edition": edition, "structure": structure, "items": list(structure.items), "kinds": Ask.choices, "frozen": edition.is_frozen, "sendings": sendings, "may_edit": request.access.may(May.EDIT_SURVEYS),
        "conditions": {each.key: _condition(structure, each) for each in structure.items if each.when},
    }
    return render(request, "surveys/questionnaire.html", context)


def _condition(structure: Any, question: Any) -> str:
    upon = structure.question(question.when)
    return _("Only after “%(answer)s”") % {"answer": _(" or ").join((upon.name_of(value) or value) for value in question.values)} if upon else ""


@needs(May.EDIT_SURVEYS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What it is called and about, and the words around the questions."""
    row = get_object_or_404(Questionnaire.objects.select_related("centre"), pk=pk)
    there = editing.newest(row).content
    form = QuestionnaireForm(request.POST or None, instance=row, initial={"intro": there.get("intro", ""), "thanks": there.get("thanks", "")})
    if request.method == "POST":
        if saved(form, by=request.user):
            words = {name: form.cleaned_data[name].strip() for name in ("intro", "thanks")}
            editing.change(row, lambda content_: content_.update(words), by=request.user, now=timezone.now())
            messages.success(request, _("“%(title)s” is saved.") % {"title": row})
            return redirect(row)
        form.stand_on_theirs()
    context = {"form": form, "title": _("Name and words around"), "back": row.get_absolute_url(), "button": _("Save"), "draft": f"questionnaire-{row.pk}-{row.version}"}
    return render(request, "surveys/form.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_SURVEYS)
@require_POST
def act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Move a question or take it out; copy the questionnaire, lay it aside, take it out."""
    row = get_object_or_404(Questionnaire.objects.select_related("centre", "theme"), pk=pk)
    now, what, key = timezone.now(), request.POST.get("act", ""), request.POST.get("key", "")
    try:
        if what in {"up", "down"}:
            editing.change(row, editing.move(key, -1 if what == "up" else 1), by=request.user, now=now)
            return redirect(f"{row.get_absolute_url()}#q-{key}")
        if what == "take_out":
            editing.change(row, editing.take_out(key), by=request.user, now=now)
            messages.success(request, _("The question is taken out."))
        elif what == "copy":
            row = editing.copy(row, by=request.user, now=now)
            messages.success(request, _("Here is the copy. Make it better."))
        elif what in {"retire", "reuse"}:
            editing.retire(row, retired=what == "retire", by=request.user, now=now)
        elif what == "delete":
            editing.delete(row, by=request.user, now=now)
            messages.success(request, _("“%(title)s” is deleted.") % {"title": row})
            return redirect("surveys:questionnaires", centre=centre)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(row)


@needs(May.SEE_SURVEYS)
def preview(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """All pages one below the other, as those who answer see them. Nothing is kept."""
    row = get_object_or_404(Questionnaire.objects.select_related("centre"), pk=pk)
    structure = read(editing.newest(row).content)
    every = [each for _heading, _words, questions in structure.pages for each in questions]
    pages = [(heading, words, AnswerForm(structure=structure, questions=every).only(questions)) for heading, words, questions in structure.pages]
    return render(request, "surveys/preview.html", {"row": row, "structure": structure, "pages": pages})
