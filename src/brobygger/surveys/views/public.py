"""Answering: a quiet page without sign-in, a page of questions at a time. What was answered travels along in the form, and is kept when it is sent, not before."""

import json
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.accounts.access import open_to_all
from brobygger.core.rates import address_of, within
from brobygger.directory.languages import LANGUAGES, Language
from brobygger.surveys import answering, letters, saving, translating
from brobygger.surveys.checking import check
from brobygger.surveys.forms.answering import AnswerForm, sent
from brobygger.surveys.structure import Question, Structure, read

IN_AN_HOUR: Final = 300  # answers by open links from one network: a hall of people may share it
CODES: Final = 20  # tried in an hour from one network
LONG: Final = 6  # questions, from which one may want to go on later
MOST_TRAVELS: Final = 300_000  # characters


@open_to_all
def answer(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The questionnaire a link opens; where it was used, or it is too late, a kind word."""
    door = answering.door_of(token)
    if door is None:
        raise Http404
    language = _language(request, door)
    # The page's own words are in Danish and English alone; who has chosen a third language has said that it is not Danish she reads.
    with translation.override(language if language in dict(settings.LANGUAGES) else "en"):
        return _answered(request, door, language)


def _language(request: HttpRequest, door: answering.Door) -> str:
    """The language that the address asks for, of those the questionnaire has; else the page's own."""
    asked = request.GET.get("sprog", "")
    return asked if asked == settings.LANGUAGE_CODE or asked in [each.code for each in translating.offered(door.sending.edition.content)] else get_language() or ""


def _speech(language: str, tongues: list[Language]) -> dict[str, Any]:
    """In which language the questions are (``spoken``), in which the page's own words (``said_in``), and so which marks of language the page wants: ``apart`` for the questions, ``danish_apart`` for what nobody translates."""
    said_in, foreign = get_language() or "", language != settings.LANGUAGE_CODE and language in [each.code for each in tongues]
    spoken = language if foreign else settings.LANGUAGE_CODE
    direction = LANGUAGES[spoken].direction if spoken in LANGUAGES else "ltr"
    return {"spoken": spoken, "said_in": said_in, "direction": direction, "foreign": foreign, "apart": spoken != said_in, "danish_apart": said_in != settings.LANGUAGE_CODE}


def _answered(request: HttpRequest, door: answering.Door, language: str) -> HttpResponse:
    sending, now = door.sending, timezone.now()
    sending.centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    structure, tongues = read(sending.edition.content, language), translating.offered(sending.edition.content)
    thanks = f"{request.path}?tak=1{f'&sprog={language}' if tongues else ''}"
    context: dict[str, Any] = {
        "sending": sending, "structure": structure, "promise": letters.promise(sending), "by_link": door.link is not None, "tongues": tongues, **_speech(language, tongues),
    }
    if "tak" in request.GET:
        return _quiet(request, "surveys/thanks.html", context)
    if door.link is not None and door.link.spent:
        return _quiet(request, "surveys/spent.html", context)
    if not sending.takes_answers(timezone.localdate()):
        return _quiet(request, "surveys/over.html", context | {"not_yet": sending.opened_on is None}, status=200 if request.method == "GET" else 409)
    if request.method == "POST" and request.POST.get("second_name"):
        return redirect(thanks)  # a robot is thanked like everybody
    pages = structure.pages
    said_in = context["said_in"] if context["apart"] else ""
    given, number = _travelled(request, structure), min(_number(request.POST.get("page", "0")), len(pages) - 1)
    once, go, wrong, ready = request.POST.get("once", "")[:40] or answering.new_once(), request.POST.get("go", ""), "", False
    code = saving.tidy(request.POST.get("code", ""))
    form: AnswerForm | None = None
    if request.method == "POST" and go == "resume":
        saved = saving.load(sending, code) if within(f"survey-code-{address_of(request)}", most=CODES, seconds=3600) else None
        wrong = "" if saved is not None else _("We find nothing under this code. Look at the letters once more.")
        given, number, code = check(structure, saved or {}, only=[]).answers, 0, code if saved is not None else ""
    elif request.method == "POST" and go in {"save", "back"}:  # what fits is kept; the rest is asked again
        given = {**given, **_as_far_as_it_fits(request, structure, pages[number][2], given)}
        if go == "save":
            return _quiet(request, "surveys/saved.html", context | {"code": saving.save(sending, given, code=code, now=now)})
        number = _near(structure, given, range(number - 1, -1, -1))
    elif request.method == "POST":
        answers = sent(structure, pages[number][2], given, request.POST)
        if answers is None:  # the form says why; or understands what a browser of another make writes
            form = AnswerForm(request.POST, structure=structure, questions=pages[number][2], given=given, said_in=said_in)
            answers = form.answers if form.is_valid() else None
        if answers is not None:
            ahead = _near(structure, answers, range(number + 1, len(pages)), none=-1)
            if ahead < 0 and go == "send" and not (wrong := _keep(request, door, structure, answers, once, now)):
                saving.drop(sending, code)
                return redirect(thanks)
            form, given, number = None, answers, max(ahead, number)
            ready = ahead < 0 and go != "send"  # no later page is asked of one who has answered so
    if form is None:
        form = AnswerForm(structure=structure, questions=pages[number][2], given=given, said_in=said_in)
    heading, words, _questions = pages[number]
    context |= {
        "form": form, "heading": heading, "words": words, "number": number, "step": number + 1, "of": len(pages), "given": json.dumps(given), "once": once, "wrong": wrong, "ready": ready,
        "code": code, "may_save": len(structure.questions) >= LONG, "last": ready or not _may_follow(structure, given, number), "needed": any(each.required for each in structure.questions),
    }
    return _quiet(request, "surveys/answer.html", context, status=422 if wrong or form.errors else 200)


def _as_far_as_it_fits(request: HttpRequest, structure: Structure, questions: list[Question], given: dict[str, Any]) -> dict[str, Any]:
    form = AnswerForm(request.POST, structure=structure, questions=questions, given=given)
    form.is_valid()
    return form.answers


def _near(structure: Structure, given: dict[str, Any], places: range, none: int = 0) -> int:
    """The first of ``places`` on which something is asked of one who has answered so."""
    return next((place for place in places if any(each.is_asked(given) for each in structure.pages[place][2])), none)


def _may_follow(structure: Structure, given: dict[str, Any], number: int) -> bool:
    """Whether a later page may be asked, whatever is answered on this one."""
    here = {each.key for each in structure.pages[number][2]}
    return any(each.is_asked(given) or each.when in here for _heading, _words, questions in structure.pages[number + 1 :] for each in questions)


def _keep(request: HttpRequest, door: answering.Door, structure: Structure, given: dict[str, Any], once: str, now: Any) -> str:
    """Keep it, once all of it fits; gives a sentence where it could not be."""
    found = check(structure, given)
    if found.wrong:
        return _("Something is missing on an earlier page. Go back and have a look.")
    if door.link is None and not within(f"survey-{door.sending.pk}-{address_of(request)}", most=IN_AN_HOUR, seconds=3600):
        return _("Very many have come from your network in the last hour. Try again later, or call us.")
    try:
        answering.give(door, found.answers, once=once, now=now)
    except answering.Spent:
        return ""  # the same answer, sent twice
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _travelled(request: HttpRequest, structure: Structure) -> dict[str, Any]:
    """What was answered on earlier pages, as the form carried it: only what fits the questions."""
    said = request.POST.get("given", "")
    if not said or len(said) > MOST_TRAVELS:
        return {}
    try:
        given = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return check(structure, given, only=[]).answers if isinstance(given, dict) else {}


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 4 else 0


def _quiet(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Kept by no browser on the way, found by no search engine. Other sites get no address: the site's own policy sees to that."""
    page = render(request, template, context, status=status)
    page.headers["Cache-Control"] = "no-store"
    return page
