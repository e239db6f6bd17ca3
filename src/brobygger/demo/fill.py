"""Fills an empty installation with the example centres: plans, a year of work, two frozen board meetings each.

Everything is made through the same actions people use, so the audit trail and the counts are as in real life. The same
day gives the same data: chance is seeded.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation

from brobygger.accounts.models import RoleAssignment, User
from brobygger.board import actions as board
from brobygger.board.models import (
    BoardRules,
    Decision,
    DocumentVersion,
    FollowUp,
    GoverningDocument,
    Meeting,
    Seat,
    StaffHours,
)
from brobygger.centres.models import AccessibilityStatement, Centre, Locality, TargetGroup, Theme
from brobygger.centres.scoping import centre_in_force
from brobygger.demo import (
    advice,
    around_events,
    correspondence,
    directory,
    events,
    exchange,
    fees,
    groups,
    kinds,
    lending,
    matching,
    members,
    newsletters,
    own_side,
    programs,
    projects,
    quality,
    reception,
    reports,
    rooms,
    surveys,
)
from brobygger.demo.fjordby import FJORDBY
from brobygger.demo.helsingoer import HELSINGOER
from brobygger.demo.shapes import A, Example, T, Work
from brobygger.demo.slagelse import SLAGELSE
from brobygger.directory import vocabulary
from brobygger.journal import actions as journal
from brobygger.journal.models import ExternalFigure, Kind, Registration
from brobygger.organisations.models import Network, NetworkMember, Organisation
from brobygger.people.models import Person
from brobygger.plan.lights import Colour
from brobygger.plan.models import Activity, Area, Goal, Marker, MeansOfVerification, Plan, Proof, Section, Target, Team
from brobygger.plan.periods import add_months

EXAMPLES = (SLAGELSE, HELSINGOER, FJORDBY)
MAIL = "demo.example"
# What each frozen meeting decided about the first goal that was behind: months ago, kind, words.
DECIDED = (
    (5, Decision.Kind.REPRIORITISE, "Målet får første prioritet frem til næste møde."),
    (2, Decision.Kind.OTHER, "Lederen lægger en tidsplan for resten af perioden og viser den på næste møde."),
)
GAPS = "Vedtægterne fra 1998 er et scannet billede, som en skærmlæser ikke kan læse.\nFilmene fra frivilligbørsen har ingen undertekster."
INSTEAD = "Ring eller skriv, så læser vi op eller sender teksten på en anden måde."
PASSWORD = "brobygger-demo"  # noqa: S105 -- shown on the sign-in page of the demo on purpose


def fill(*, today: date | None = None, say: Callable[[str], None] = lambda _text: None, examples: Sequence[Example] = EXAMPLES) -> int:
    """Make the example centres that are not there yet; gives how many were made. Each is made whole or not at all."""
    day = today or timezone.localdate()
    made = 0
    with translation.override("da"):
        for example in examples:
            if not Centre.objects.filter(key=example.key).exists():
                say(example.name)
                with transaction.atomic():
                    _Centre(example, day).make()
                made += 1
    return made


class _Centre:
    """One example on its way into the database."""

    def __init__(self, example: Example, today: date) -> None:
        self.example = example
        self.today = today
        self.now = _at(today, 9)
        self.random = Random(example.key)  # noqa: S311 -- the same data each time, not a secret
        self.starts_on = date(today.year - example.years + 1, 1, 1)
        self.ends_on = date(today.year, 12, 31)
        self.days = max((today - self.starts_on).days, 1)
        self.users: dict[str, User] = {}
        self.kinds: dict[str, Kind] = {}
        self.themes: dict[str, Theme] = {}
        self.networks: dict[str, Network] = {}
        self.organisations: list[Organisation] = []
        self.localities: list[Locality] = []

    def make(self) -> None:
        example = self.example
        centre = Centre.objects.create(
            key=example.key, name=example.name, municipality=example.municipality, accent=example.accent,
            about=example.about, opening_hours=example.hours, mail=f"kontakt@{example.key}.example",
            phone="00 00 00 00", address="Eksempelvej 1", example_data=True,
        )
        with centre_in_force(centre):
            AccessibilityStatement.objects.create(looked_on=self.today - timedelta(days=200), gaps=GAPS, instead=INSTEAD)
            self.lists()
            vocabulary.lay_out()
            self.people()
            chance = Random(f"{example.key} members")  # noqa: S311 -- as above, and apart from it
            members.fill(chance, centre=centre, starts_on=self.starts_on, now=self.now, by=self.users["leader"])
            fees.fill(chance, centre=centre, starts_on=self.starts_on, now=self.now, by=self.users["leader"])
            own_side.fill(Random(f"{example.key} own side"), centre=centre, now=self.now, by=self.users["leader"], speaks=self.users.get("association"))  # noqa: S311 -- as above
            self.plan()
            self.year_of_work()
            chance = Random(f"{example.key} events")  # noqa: S311 -- as above
            events.fill(chance, centre=centre, today=self.today, now=self.now, by=self.users["leader"])
            advice.fill(Random(f"{example.key} advice"), centre=centre, today=self.today, now=self.now, by=self.users["leader"])  # noqa: S311 -- as above
            directory.fill(Random(f"{example.key} directory"), centre=centre, today=self.today, now=self.now, by=self.users["leader"], referrer=self.users.get("referrer"))  # noqa: S311 -- as above
            matching.fill(Random(f"{example.key} matching"), centre=centre, today=self.today, now=self.now, by=self.users["leader"])  # noqa: S311 -- as above
            exchange.fill(Random(f"{example.key} exchange"), centre=centre, today=self.today, now=self.now, by=self.users["leader"], speaks=self.users.get("association"))  # noqa: S311 -- as above
            groups.fill(Random(f"{example.key} groups"), centre=centre, today=self.today, now=self.now, by=self.users["leader"])  # noqa: S311 -- as above
            rooms.fill(Random(f"{example.key} rooms"), centre=centre, today=self.today, now=self.now, by=self.users["leader"])  # noqa: S311 -- as above
            lending.fill(centre=centre, today=self.today, now=self.now, by=self.users["leader"])
            reception.fill(centre=centre, today=self.today, now=self.now, by=self.users["leader"])
            around_events.fill(chance, centre=centre, today=self.today, now=self.now, by=self.users["leader"])
            exchange.fair(now=self.now, by=self.users["leader"])
            surveys.fill(Random(f"{example.key} surveys"), centre=centre, now=self.now, by=self.users["leader"])  # noqa: S311 -- as above
            newsletters.fill(centre=centre, now=self.now, by=self.users["leader"])
            correspondence.fill(centre=centre, now=self.now, by=self.users["leader"])
            self.board()
            projects.fill(centre=centre, today=self.today, now=self.now, by=self.users["leader"])
            quality.fill(centre=centre, today=self.today, now=self.now, by=self.users["leader"])
            reports.fill(now=self.now, by=self.users["leader"])
            programs.fill(now=self.now, by=self.users["leader"])

    def lists(self) -> None:
        example = self.example
        for position, (name, codes, north, east) in enumerate(example.localities):
            Locality.objects.create(name=name, postal_codes=codes, latitude=Decimal(north) if north else None, longitude=Decimal(east) if east else None, position=position)
        for position, (name, also) in enumerate(example.themes):
            Theme.objects.create(name=name, also=also, position=position)
        for position, name in enumerate(example.groups):
            TargetGroup.objects.create(name=name, position=position)
        for position, (name, base, also) in enumerate(kinds.KINDS):
            Kind.objects.create(name=name, base=base, also=also, position=position)
        localities = list(Locality.objects.all())
        for number, (name, also, sector) in enumerate(example.organisations):
            Organisation.objects.create(
                name=name, also=also, sector=sector, locality=next((each for each in localities if each.name in name), localities[number % len(localities)]),
                voluntary_social=sector == "civil_society",
            )
        civil = list(Organisation.objects.filter(sector="civil_society"))
        for number, (name, theme) in enumerate(example.networks):
            started = self.starts_on if number < 2 else add_months(date(self.today.year, 1, 1), 6)
            network = Network.objects.create(
                name=name, theme=Theme.objects.filter(name=theme).first(), started_on=min(started, self.today)
            )
            network.members.set(self.random.sample(civil, min(6, len(civil))), through_defaults={"since": network.started_on})
            first, *_rest, last = network.belongings.order_by("pk")
            NetworkMember.objects.filter(pk=first.pk).update(role=NetworkMember.Role.SPEAKER)
            if self.today - min(started, self.today) > timedelta(days=90):
                NetworkMember.objects.filter(pk=last.pk).update(until=self.today - timedelta(days=30))

    def people(self) -> None:
        example = self.example
        secret = _secret()
        for name, role, local in example.people:
            user = User.objects.create(email=f"{local}.{example.key}@{MAIL}", name=name, password=secret)
            RoleAssignment.objects.create(user=user, role=role, since=self.starts_on)
            self.users[role] = user
        for name, office, organisation in example.seats:
            person = Person.objects.create(name=name)
            Seat.objects.create(
                person=person, office=office, represents=Organisation.objects.get(name=organisation), since=self.starts_on,
                until=None,
            )
        BoardRules.objects.create(size=len([seat for seat in example.seats if seat[1] != "substitute"]))
        for name, hours, paid_by in example.staff:
            StaffHours.objects.create(name=name, hours=Decimal(hours), since=self.starts_on, paid_by=paid_by)
        for name in example.teams:
            team = Team.objects.create(name=name, since=self.starts_on)
            team.members.set([user for role, user in self.users.items() if role in {"leader", "staff"}])
        for position, (code, name) in enumerate(example.markers):
            Marker.objects.create(code=code, name=name, position=position)

    def plan(self) -> None:
        example = self.example
        years = str(self.ends_on.year) if example.years == 1 else f"{self.starts_on.year}–{self.ends_on.year}"
        plan = Plan.objects.create(
            title=f"{example.plan_title} {years}", label=example.label, starts_on=self.starts_on, ends_on=self.ends_on,
            status=Plan.Status.ADOPTED, adopted_on=self.starts_on, public=True, area_word=example.words[0],
            goal_word=example.words[1],
        )
        self.the_plan = plan
        for position, (title, text) in enumerate(example.sections):
            Section.objects.create(plan=plan, title=title, text=text, position=position)
        teams = {team.name: team for team in Team.objects.all()}
        markers = {marker.code: marker for marker in Marker.objects.all()}
        for position, spec in enumerate(example.areas):
            area = Area.objects.create(
                plan=plan, title=spec.title, position=position, kind=Area.Kind.CORE_SERVICE if spec.core else Area.Kind.FOCUS,
                ends_on=date(self.starts_on.year, 12, 31) if spec.first_year_only else None,
            )
            for place, goal_spec in enumerate(spec.goals):
                goal = Goal.objects.create(
                    area=area, title=goal_spec.title, position=place, team=teams.get(goal_spec.team),
                    owner=self.users.get("staff" if place % 2 and "staff" in self.users else "leader"),
                )
                if goal_spec.marker in markers:
                    goal.markers.add(markers[goal_spec.marker])
                for index, activity in enumerate(goal_spec.activities):
                    self.activity(goal, activity, index)
                for index, (text, keys) in enumerate(goal_spec.means):
                    MeansOfVerification.objects.create(goal=goal, text=text, measures=list(keys), position=index)

    def activity(self, goal: Goal, spec: A, position: int) -> None:
        ends = add_months(self.starts_on, spec.months) - timedelta(days=1) if spec.months else None
        done = add_months(self.starts_on, spec.months + spec.late) - timedelta(days=1) if spec.months and spec.done else None
        if done is not None and done > self.today:
            done = None
        activity = Activity.objects.create(
            goal=goal, text=spec.text, position=position, continuous=spec.continuous, ends_on=ends, owner=goal.owner,
            done_on=done,
        )
        for index, target in enumerate(spec.targets):
            made = Target.objects.create(activity=activity, position=index, **self.target(target))
            if target.proof and done:
                Proof.objects.create(
                    target=made, text="Beskrivelsen ligger i fællesmappen.", added_at=_at(done, 10), added_by=self.users["leader"],
                    accepted_on=done, accepted_by=self.users["leader"],
                )

    def target(self, spec: T) -> dict[str, Any]:
        narrow = dict(spec.narrow)
        if "theme" in narrow:
            narrow["theme"] = [Theme.objects.get(name=narrow["theme"]).pk]
        if "network" in narrow:
            narrow["network"] = [Network.objects.get(name=narrow["network"]).pk]
        return {
            "measure": spec.measure, "minimum": spec.low, "maximum": spec.high, "per": spec.per, "narrow": narrow,
            "for_each": spec.each, "share": spec.share, "whole": spec.whole, "evidenced": spec.proof, "phrase": spec.phrase,
            "whole_source": "Optalt af kontoret" if spec.share else "",
            "due_on": date(self.ends_on.year, spec.due[1], spec.due[0]) if spec.due else None,
        }

    def year_of_work(self) -> None:
        self.kinds = {row.name: row for row in Kind.objects.all()}
        self.themes = {row.name: row for row in Theme.objects.all()}
        self.networks = {row.name: row for row in Network.objects.all()}
        self.organisations, self.localities = list(Organisation.objects.all()), list(Locality.objects.all())
        for pattern in self.example.work:
            many = max(1, round(pattern.n * self.days / 365))
            for number in range(many):
                self.work(pattern, number, many)
        ExternalFigure.objects.create(
            source="Socialkompas", name="Visninger af lokale tilbud", starts_on=date(self.today.year - 1, 1, 1),
            ends_on=date(self.today.year - 1, 12, 31), value=self.random.randint(900, 2400), read_on=self.today - timedelta(days=40),
        )

    def work(self, pattern: Work, number: int, many: int) -> None:
        chance = self.random
        day = self.today - timedelta(days=max(1, int(self.days * (number + chance.random()) / many)))
        day -= timedelta(days=max(0, day.weekday() - 4))
        network = self.networks.get(pattern.network)
        if network is not None:
            day = min(max(day, network.started_on or day), self.today)
        guests = chance.sample(self.organisations, min(pattern.guests, len(self.organisations)))
        persons = chance.randint(*pattern.persons) if pattern.persons[1] else None
        minutes = chance.randrange(pattern.minutes[0], pattern.minutes[1] + 1, 15) if pattern.minutes[1] else None
        title = pattern.titles[number % len(pattern.titles)]
        if guests and pattern.guests == 1:
            title = f"{title}: {guests[0]}"
        registration = Registration(
            done_on=day, kind=self.kinds[pattern.kind], title=title, persons=persons, minutes=minutes, network=network,
            theme=self.themes.get(pattern.theme), mode=pattern.mode,
            locality=chance.choice(self.localities), format="online" if pattern.online else "on_site",
        )
        written = _at(min(day + timedelta(days=chance.randint(0, 3)), self.today), 15)
        split = persons // len(guests) if persons and guests else None
        journal.register(
            registration,
            affiliations=[journal.From(organisation=guest.pk, persons=split) for guest in guests],
            by=chance.choice([self.users[role] for role in ("leader", "staff", "desk") if role in self.users]),
            today=self.today, now=written,
        )
        # The database stamps the moment of writing; an example a year old must not look as if made today.
        Registration.objects.filter(pk=registration.pk).update(created_at=written)

    def board(self) -> None:
        for title, kind, adopted in (
            ("Vedtægter", "statutes", self.starts_on), ("Personalepolitik", "staff_policy", self.starts_on),
            ("Samarbejdsaftale med kommunen", "agreement", self.starts_on - timedelta(days=200)),
        ):
            document = GoverningDocument.objects.create(title=title, kind=kind, review_by=add_months(adopted, 24))
            DocumentVersion.objects.create(document=document, number=1, adopted_on=adopted)
        leader = self.users["leader"]
        for months_ago, kind, text in DECIDED:
            self.frozen_meeting(add_months(self.today, -months_ago), leader, kind, text)
        meeting = Meeting.objects.create(held_on=self.today + timedelta(days=9), place="Mødelokale 1")
        meeting.plans.add(self.the_plan)

    def frozen_meeting(self, day: date, leader: User, kind: Decision.Kind, text: str) -> None:
        at = _at(day, 18)
        meeting = Meeting.objects.create(held_on=day, place="Mødelokale 1", minutes="Opfølgningen blev gennemgået mål for mål.")
        meeting.plans.add(self.the_plan)
        for state in board.states(meeting, today=day):
            for goal in state.goals():
                comment = ""
                if board.needs_comment(goal.result.colour, goal.schedule.colour):
                    comment = _comment(goal.result.colour, goal.schedule.colour)
                verdict = board.Verdict(goal.result.colour, goal.schedule.colour, comment)
                board.decide(meeting, goal.node.goal, verdict, state=goal, by=leader, now=at)
        behind = FollowUp.objects.filter(meeting=meeting, result__in=[Colour.RED, Colour.YELLOW]).first()
        if behind is not None:
            decision = Decision(
                meeting=meeting, goal=behind.goal, kind=kind, responsible=leader, text=text, due_on=add_months(day, 2), made_at=at,
            )
            board.make_decision(decision, by=leader, now=at)
        try:
            board.freeze(meeting, by=leader, now=at)
        except ValidationError as error:  # pragma: no cover - a fault in the example itself
            raise RuntimeError(f"{self.example.key}: {error.messages}") from error


@cache
def _secret() -> str:
    """All accounts of the demo have one password; to work out how it is kept takes its time, on purpose, so it is done once."""
    return make_password(PASSWORD)


def _comment(result: str, schedule: str) -> str:
    if result == Colour.RED:
        return "Sygdom i foråret betød, at arbejdet først kom i gang sent. Der er lagt en plan for resten af perioden."
    if result == Colour.YELLOW:
        return "Vi er på vej; de næste aktiviteter ligger i kalenderen."
    return "Arbejdet er forsinket, fordi vi ventede på svar fra kommunen." if schedule != Colour.GREEN else "Se referatet."


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), timezone.get_current_timezone())
