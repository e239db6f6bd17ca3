"""The example centres' questionnaires: last year's members' survey, this year's that is out now, an evaluation, feedback on the goals, and what has gone out by itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localtime

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.plan.models import Goal, Plan
from brobygger.surveys import actions, answering, by_itself, editing
from brobygger.surveys.box import open_box
from brobygger.surveys.first_questionnaires import content, first
from brobygger.surveys.models import About, EvaluationRule, Questionnaire, Sending
from brobygger.surveys.recipients import Recipient
from brobygger.surveys.structure import Ask, Question, read

SAID = {
    "Hvad har I mest brug for det kommende år?": (
        "Flere frivillige, der kan om formiddagen.", "Hjælp til at søge fonde.", "Et sted at holde møder om aftenen.", "At lære andre foreninger at kende.", "En kasserer!", "Kurser i at lede frivillige.",
    ),
    "Hvad kan vi gøre bedre?": ("Flere aftenkurser, tak.", "I svarer hurtigt. Bliv ved med det.", "Husk os i de små landsbyer.", "Nyhedsbrevet er lidt langt.", "Mere kaffe ;-)"),
    "Hvad skal vi gøre mere af, mindre af eller anderledes?": ("Mere ud af huset.", "Flere korte møder.", "Fortæl oftere, hvad der kom ud af det."),
    "Hvad var det bedste?": ("At høre, hvad de andre gør.", "Øvelsen med velkomsten.", "Oplægget."),
}


def fill(chance: Random, *, centre: Centre, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its questionnaires."""
    members = editing.make(title="Medlemsundersøgelse", about=About.MEMBERS, content=content(first(About.MEMBERS)), by=by, now=now)
    before = _sent(members, "Hvordan er det at være medlem?", chance, of=42, answer=31, better=0, asked=now - timedelta(days=380), closed=now - timedelta(days=355), by=by)
    actions.forget(before)
    _sent(members, "Hvordan er det at være medlem i år?", chance, of=46, answer=27, better=1, asked=now - timedelta(days=9), closed=None, by=by)
    course = editing.make(title="Evaluering af et arrangement", about=About.EVENT, content=content(first(About.EVENT)), by=by, now=now)
    _sent(course, "Hvad fik du ud af kurset?", chance, of=0, answer=19, better=1, asked=now - timedelta(days=40), closed=now - timedelta(days=26), by=by)
    plans = Plan.objects.running_on(localtime(now).date()).exclude(kind=Plan.Kind.PROJECT)
    goals = list(Goal.objects.filter(area__plan__in=plans).order_by("area__position", "position", "pk").values_list("pk", "title")[:6])
    if goals:
        told = editing.make(title="Hvordan når vi vores mål?", about=About.GOALS, content=content(first(About.GOALS), goals), by=by, now=now)
        _sent(told, "Hvordan når vi vores mål?", chance, of=24, answer=16, better=0, asked=now - timedelta(days=50), closed=now - timedelta(days=30), by=by)
    editing.make(title="Behovsundersøgelse", about=About.NEEDS, content=content(first(About.NEEDS)), by=by, now=now)
    _by_themselves(now - timedelta(days=1))


def _by_themselves(now: datetime) -> None:
    """Evaluations of events and of advice, and the question to new volunteers, have been switched on for a month; the clock has been round since."""
    for about in (About.EVENT, About.CONSULTATION, About.VOLUNTEER):
        EvaluationRule.objects.create(about=about, active=True, since=localtime(now).date() - timedelta(days=30))
    by_itself.send_due(now=now)


def _sent(questionnaire: Questionnaire, title: str, chance: Random, *, of: int, answer: int, better: int, asked: datetime, closed: datetime | None, by: User) -> Sending:
    """Asked of ``of`` people by personal links (0: by an open link), answered by ``answer`` of them; ``closed`` or open still."""
    row = Sending(title=title, reason="Vi vil gerne blive bedre til det, vi gør, og dine svar hjælper os.", closes_on=localtime(asked).date() + timedelta(days=24) if closed is None else None)
    actions.prepare(questionnaire, row, by=by, now=asked)
    if of:
        actions.ask(row, [Recipient(f"forening{n}@eksempel.example", f"Forening {n}") for n in range(1, of + 1)], by=by, now=asked)
    actions.open_up(row, open_link=not of, by=by, now=asked)
    row = Sending.objects.select_related("edition", "centre").get(pk=row.pk)
    structure = read(row.edition.content)
    links: Sequence[Any] = chance.sample(list(row.links.order_by("mail")), answer) if of else [None] * answer
    unsaid = {asked: list(said) for asked, said in SAID.items()}
    for link in links:
        answering.give(answering.Door(row, link), _answers(structure.questions, chance, better, unsaid), once="", now=asked)
    if closed is not None:
        actions.close(row, by=by, now=closed)
    else:
        open_box(row, now=asked)
    return row


def _answers(questions: Sequence[Question], chance: Random, better: int, unsaid: dict[str, list[str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in questions:
        if not each.is_asked(found) or (not each.required and chance.random() < 0.15):
            continue
        if each.kind == Ask.SCALE:
            found[each.key] = min(each.steps, chance.choice((3, 4, 4, 5)) + (better if chance.random() < 0.4 else 0))
        elif each.kind == Ask.CHOICE:
            found[each.key] = chance.choice(each.options[: max(2, len(each.options) - 1)]).key
        elif each.kind == Ask.SEVERAL:
            found[each.key] = [line.key for line in each.options[:-1] if chance.random() < 0.4] or [each.options[-1].key]
        elif each.kind == Ask.MATRIX:
            found[each.key] = {row.key: each.options[chance.choice((0, 0, 1, 1, 1, 2, 3))].key for row in each.rows}
        elif (left := unsaid.get(each.text)) and chance.random() < 0.3:
            found[each.key] = left.pop(chance.randrange(len(left)))
    return found
