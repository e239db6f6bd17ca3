"""The office's sendings: what is out now, one with its answers in pictures, and the steps in its life."""

from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.core.downloads import list_file
from brobygger.core.listing import Column, Filter, below, link, tag, together
from brobygger.core.paging import page_of
from brobygger.events.codes import qr as drawn_code
from brobygger.surveys import actions, exporting, letters, rates
from brobygger.surveys.around import about_of, subject_of
from brobygger.surveys.forms.sending import OpeningForm, SendingForm
from brobygger.surveys.models import Questionnaire, Sending
from brobygger.surveys.narrowing import Chosen
from brobygger.surveys.protecting import FEW
from brobygger.surveys.results import may_narrow, results

qr = lru_cache(maxsize=200)(drawn_code)  # drawing one takes as long as the rest of the page
ON_A_PAGE = 50
KEPT = 3600  # seconds that drawn results are kept; their name says of which answers they are


@needs(May.SEE_SURVEYS)
def sendings(request: StaffRequest, centre: str) -> HttpResponse:
    """What is out now and what is being prepared; or what is closed, or all."""
    which = request.GET.get("vis", "") if request.GET.get("vis") in {"nu", "lukkede", "alle"} else "nu"
    rows = Sending.objects.listed().counted()
    if which != "alle":
        rows = rows.filter(closed_on__isnull=which == "nu")
    page, query = page_of(rows.order_by("-opened_on", "-pk"), request.GET, ON_A_PAGE)
    columns = [Column(_("Sending"), named=False), Column(_("State")), Column(_("Asked"), "num"), Column(_("Answers"), "num"), Column(_("Answer rate"), "num")]
    context = {"page": page, "query": query, "columns": columns, "lines": [_line(row) for row in page.object_list], "which": which, "may_edit": request.access.may(May.EDIT_SURVEYS)}
    return render(request, "surveys/sendings.html", context)


def _line(row: Any) -> list[object]:
    about = subject_of(row) or str(row.edition.questionnaire)
    rate = f"{round(100 * row.answered / row.asked)} %" if row.asked and row.opened_on and not few_asked(row) else "–"
    return [together(link(row.get_absolute_url(), row.title), "" if row.anonymous else tag(_("named")), below(about)), state(row), row.asked or "–", "–" if few_asked(row) else row.told + row.sealed, rate]


def few_asked(row: Any) -> bool:
    """Of an anonymous one that people are added to one by one: whether so few were asked that how many have answered would tell who."""
    return bool(row.anonymous and row.opened_on is not None and not row.open_token and row.asked < FEW)


def state(row: Sending) -> str:
    """In words: where it is in its life."""
    if row.opened_on is None:
        return _("being prepared")
    if row.is_over(timezone.localdate()):
        day = row.closed_on or row.closes_on
        return _("closed on %(day)s") % {"day": f"{day:%d.%m.%Y}"}
    return _("open until %(day)s") % {"day": f"{row.closes_on:%d.%m.%Y}"} if row.closes_on else _("open")


@needs(May.EDIT_SURVEYS)
def prepare(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What is promised and until when; whom it goes to comes next. ``arrangement``, ``gruppe`` or ``netvaerk`` in the address is what is evaluated."""
    questionnaire = get_object_or_404(Questionnaire.objects.select_related("centre"), pk=pk)
    about = about_of(request.GET)
    row = Sending(title=str(next(iter(about.values()), questionnaire.title)), **about)
    form = SendingForm(request.POST or None, instance=row, initial={"title": row.title, "anonymous": True})
    if request.method == "POST" and form.is_valid():
        try:
            actions.prepare(questionnaire, row, by=request.user, now=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            return redirect("surveys:people", centre=centre, pk=row.pk)
    context = {"form": form, "title": _("Send “%(title)s”") % {"title": questionnaire}, "lead": _("First what you promise. Then you choose whom to ask, and nothing is sent before you say so."), "back": questionnaire.get_absolute_url(), "button": _("Go on"), "draft": f"sending-new-{pk}"}
    return render(request, "surveys/form.html", context, status=422 if form.errors else 200)


@needs(May.SEE_SURVEYS)
def sending(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One sending: the way to answer, how many have, and what they said."""
    row = get_object_or_404(Sending.objects.listed().counted(), pk=pk)
    today, may_edit = timezone.localdate(), request.access.may(May.EDIT_SURVEYS)
    url = letters.url_of(row.open_token, row) if row.open_token else ""
    protect = row.anonymous or not may_edit
    only, narrow = _narrowed(request, row, protect) if row.told else ([], [])
    context: dict[str, Any] = {
        "row": row, "state": state(row), "may_edit": may_edit, "takes": row.takes_answers(today), "over": row.is_over(today), "promise": letters.promise(row), "about": subject_of(row), "url": url, "qr": qr(url) if url else "",
        "rate": round(100 * row.answered / row.asked) if row.asked else None, "no_reminder": actions.may_remind(row, today) if may_edit and row.asked else "", "silent": row.asked - row.answered, "only": only,
        "opening": OpeningForm() if may_edit and row.opened_on is None else None, "pictures": _pictures(row, protect, only, may_edit) if row.told else "", "narrow": narrow,
        "few_asked": few_asked(row), "enough": 2 * FEW, "rates": rates.by_type(row, protect=protect) if row.asked else [], "by_open": row.told + row.sealed - row.answered if row.anonymous else 0, "history": Change.objects.filter(model=Sending._meta.label, row=row.pk).select_related("by")[:20] if may_edit else [],
    }
    return render(request, "surveys/sending.html", context)


def _narrowed(request: StaffRequest, row: Sending, protect: bool) -> tuple[list[tuple[str, str]], list[Filter]]:
    """By which answers the address narrows, and the fields to choose them: the next is offered when the one before is chosen, with what may be looked at beside it."""
    only: list[tuple[str, str]] = []
    fields: list[Filter] = []
    for name, label in (("kun", _("Only those who answered")), ("og", _("and answered")), ("samt", _("and also"))):
        lines = _narrow(row, protect, only)
        key, _equals, value = request.GET.get(name, "").partition("=")
        if lines or value:
            fields.append(Filter(name, label, f"{key}={value}" if value else "", lines=lines))
        if not value:
            break
        only.append((key[:40], value[:40]))
    return only, fields


def _name(row: Sending, protect: bool, what: str) -> str:
    """What something drawn of these answers is kept under; other answers have another name."""
    return f"survey-{what}-{row.pk}-{row.version}-{row.told}-{row.edition_id}-{int(protect)}-{get_language()}"


def _pictures(row: Sending, protect: bool, only: Chosen, may_tag: bool) -> str:
    name = f"{_name(row, protect, 'pictures')}-{int(may_tag)}-{_words(only)}"
    drawn: str | None = cache.get(name)
    if drawn is None:
        found = results(row, protect=protect, before=exporting.time_before(row), only=only, language=get_language() or "")
        drawn = render_to_string("surveys/pictures.html", {"found": found, "row": row, "only": only, "may_tag": may_tag})
        cache.set(name, drawn, KEPT)
    return drawn


def _narrow(row: Sending, protect: bool, chosen: Chosen) -> list[tuple[str, str]]:
    name = f"{_name(row, protect, 'narrow')}-{_words(chosen)}"
    found: list[tuple[str, str]] | None = cache.get(name)
    if found is None:
        found = [(f"{question.key}={line.key}", f"{line.text} ({n}) – {question.text}") for question, lines in may_narrow(row, chosen, protect=protect, language=get_language() or "") for line, n in lines]
        cache.set(name, found, KEPT)
    return found


def _words(chosen: Chosen) -> str:
    """What stands for what is chosen in a name that something is kept under, whatever was written in the address."""
    return sha256(repr(chosen).encode()).hexdigest()[:16] if chosen else ""


@needs(May.EDIT_SURVEYS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Sending.objects.listed(), pk=pk)
    before = audit.values(row)
    form = SendingForm(request.POST or None, instance=row)
    if row.opened_on is not None:
        del form.fields["anonymous"]
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.edit(row, before=before, by=request.user, now=timezone.now())
            except ValidationError as error:
                put(form, error)
            else:
                messages.success(request, _("“%(title)s” is saved.") % {"title": row})
                return redirect(row)
        form.stand_on_theirs()
    context = {"form": form, "title": _("Edit the sending"), "back": row.get_absolute_url(), "button": _("Save"), "draft": f"sending-{row.pk}-{row.version}"}
    return render(request, "surveys/form.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_SURVEYS)
@require_POST
def act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Open it, remind, close, take out."""
    row = get_object_or_404(Sending.objects.listed(), pk=pk)
    now, what = timezone.now(), request.POST.get("act", "")
    try:
        if what == "open":
            n = actions.open_up(row, open_link=request.POST.get("open_link") == "on", by=request.user, now=now)
            said = ngettext("It is open, and %(n)s mail is on its way.", "It is open, and %(n)s mails are on their way.", n) % {"n": n} if n else _("It is open. Share the link below.")
            messages.success(request, said)
        elif what == "remind":
            n = actions.remind(row, by=request.user, now=now)
            messages.success(request, ngettext("%(n)s reminder is on its way.", "%(n)s reminders are on their way.", n) % {"n": n})
        elif what == "close":
            actions.close(row, by=request.user, now=now)
            messages.success(request, _("It is closed. Thank those who answered by telling them what came of it."))
        elif what == "delete":
            actions.delete(row, by=request.user, now=now)
            messages.success(request, _("“%(title)s” is deleted.") % {"title": row})
            return redirect("surveys:sendings", centre=centre)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(row)


@needs(May.SEE_SURVEYS)
def results_file(request: StaffRequest, centre: str, pk: int, ending: str) -> HttpResponse:
    """The figures as Excel or CSV: always protected, since a file goes anywhere."""
    row = get_object_or_404(Sending.objects.listed().counted(), pk=pk)
    return list_file(row.title, exporting.headers(), exporting.lines(row), kind=ending)


def put(form: Any, error: ValidationError) -> None:
    """An action's refusal beside the field it is about, where the form has that."""
    if hasattr(error, "error_dict"):
        for name, each in error.error_dict.items():
            form.add_error(name if name in form.fields else None, [sentence for one in each for sentence in one.messages])
    else:
        form.add_error(None, error.messages)
