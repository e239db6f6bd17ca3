"""The example's quality work: a framework and a few recommendations in words of our own, last round closed and this one under way."""

from datetime import date, datetime, timedelta
from typing import Final

from brobygger.accounts.models import User
from brobygger.board.models import GoverningDocument
from brobygger.centres.models import Centre
from brobygger.plan.models import Goal
from brobygger.quality import assessing, framing, improving
from brobygger.quality.models import Evidence, Framework, Improvement, Point, Round
from brobygger.quality.models.frameworks import answered
from brobygger.quality.people import askable

LARGE: Final = "slagelse"
# Themes with criteria, each with two signs that it is so.
WORDS: Final = (
    ("Døren er åben", (
        ("Alle kan finde os", ("Åbningstiden passer til dem, der arbejder om dagen", "Vejen ind kan bruges med kørestol")),
        ("Alle bliver taget imod", ("Den, der kommer, får et svar samme dag", "Vi spørger, hvad den enkelte har brug for")),
        ("Vi når længere ud end byen", ("Vi holder møder i alle lokalområder", "Landsbyernes foreninger er medlemmer")),
    )),
    ("Vi bærer sammen", (
        ("Frivillige trives hos os", ("Enhver frivillig har en, hun kan gå til", "Vi siger tak, så det mærkes")),
        ("Foreningerne er med til at bestemme", ("Medlemmerne bliver spurgt hvert år", "Det, de siger, ses i planen")),
        ("Kommunen er en ligeværdig partner", ("Vi mødes om mål og ikke kun om penge", "Aftalen ses efter hvert år")),
    )),
)
ADVICE: Final = ("Bestyrelsen ser sin egen sammensætning efter hvert år", "Nye i bestyrelsen får en introduktion", "Bestyrelsen taler om risici mindst én gang om året", "Referater ligger på hjemmesiden")
SHOWN: Final = ("event_participants", "consultations", "network_meetings", "own_volunteers")


def fill(*, centre: Centre, today: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its quality work."""
    if centre.key != LARGE:
        return
    framework = framing.begin(Framework(name="Et godt hus", edition=str(today.year - 1), source="Centret selv", responsible=by, every=12), "two-three-two", by=by, now=now)
    _type(framework)
    people, last = askable(today), today.year - 1
    closed = assessing.begin(Round(framework=framework, starts_on=date(last - 1, 1, 1), ends_on=date(last - 1, 12, 31), due_on=date(last, 2, 15)), people, by=by, now=now)
    _answer(closed, by=by, now=now, lift=0)
    closed.refresh_from_db()
    assessing.close(closed, by=by, now=now)
    open_ = assessing.begin(Round(framework=framework, starts_on=date(last, 1, 1), ends_on=date(last, 12, 31), due_on=today + timedelta(days=10)), people, by=by, now=now)
    _answer(open_, by=by, now=now, lift=1)
    _improve(open_, by=by, now=now)
    advice = framing.begin(Framework(name="God skik i bestyrelsen", source="Centret selv", responsible=by), "follow", by=by, now=now)
    theme = framing.add(Point(framework=advice, level=Point.Level.THEME, title="Bestyrelsens arbejde"), by=by, now=now)
    for title in ADVICE:
        framing.add(Point(framework=advice, parent=theme, level=Point.Level.CRITERION, title=title), by=by, now=now)


def _type(framework: Framework) -> None:
    for theme, (title, criteria) in zip(framework.points.filter(level="theme"), WORDS, strict=True):
        _say(theme, title)
        for criterion, (words, signs) in zip(theme.below.all(), criteria, strict=True):
            _say(criterion, words)
            for indicator, sign in zip(criterion.below.all(), signs, strict=True):
                _say(indicator, sign)


def _say(point: Point, title: str) -> None:
    point.title = title
    point.save()


def _answer(row: Round, *, by: User, now: datetime, lift: int) -> None:
    """Each a little differently; in the open round one has not answered, and two points wait for the joint answer."""
    points = answered(Point.objects.filter(framework=row.framework))
    assessors = list(row.assessors.select_related("user"))
    for number, assessor in enumerate(assessors):
        if lift and number == len(assessors) - 1:
            continue
        assessing.assess(assessor, {point.pk: (1 + (place + number) % 4, "") for place, point in enumerate(points)}, whole=True, now=now)
    for place, point in enumerate(points[:-2] if lift else points):
        assessing.answer_jointly(row, point, min(1 + place % 3 + (lift if place % 2 else 0), 4), "Vi er blevet enige efter en god snak." if place % 4 == 0 else "", by=by, now=now)
    for point, measure in zip(points[::3], SHOWN, strict=False):
        assessing.show(Evidence(round=row, point=point, measure=measure), by=by, now=now)
    document = GoverningDocument.objects.order_by("pk").first()
    if document is not None:
        assessing.show(Evidence(round=row, point=points[-1], thing="document", ref=document.pk, name=document.title), by=by, now=now)


def _improve(row: Round, *, by: User, now: datetime) -> None:
    points = answered(Point.objects.filter(framework=row.framework))
    for point, text in ((points[1], "Få en automatisk dør ved indgangen"), (points[4], "Holde et aftenmøde i hver landsby")):
        improving.keep(Improvement(round=row, point=point, text=text), by=by, now=now)
    goal = improving.goals_open().filter(area__plan__kind="core").first()
    first = row.improvements.order_by("pk").first()
    if isinstance(goal, Goal) and first is not None:
        improving.into_plan(first, goal, by=by, now=now)
