"""Large data: one centre's plan and registrations through the models, the other centres' copied by the database itself."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from brobygger.accounts.models import RoleAssignment, User
from brobygger.centres.models import Centre, Locality, Theme
from brobygger.centres.same_centre import lay_triggers
from brobygger.centres.scoping import centre_in_force
from brobygger.demo.kinds import KINDS
from brobygger.journal.models import Kind, Participation, Registration
from brobygger.organisations.models import Network, Organisation
from brobygger.plan.models import Activity, Area, Goal, Plan, Target

GOALS = 30
THEMES = ("Rekruttering", "Ensomhed", "Fundraising", "Ledelse", "Børn", "Integration", "Sundhed", "Natur")
TARGETS: tuple[tuple[str, dict[str, Any], int, int | None, str, str], ...] = (
    ("consultations", {}, 10, None, "year", ""), ("events_held", {"base": ["course"]}, 1, 2, "year", ""),
    ("network_meetings", {}, 2, 4, "year", "network"), ("events_held", {"base": ["cafe"]}, 1, None, "quarter", ""),
    ("event_participants", {}, 100, None, "year", ""), ("publications", {}, 1, None, "month", ""), ("consulted_organisations", {}, 30, None, "plan", ""),
    ("meetings_attended", {}, 6, None, "year", ""), ("volunteer_talks", {}, 20, None, "half_year", ""), ("localities_active", {}, 3, None, "year", ""),
)


def first_centre(registrations: int, today: date) -> tuple[Centre, Plan, User]:
    """The centre that is measured: lists, 200 organisations, 30 goals with 60 targets, and its registrations over two years."""
    centre = Centre.objects.create(key="maalt", name="Målt")
    with centre_in_force(centre):
        user = User.objects.create_user("astrid@bench.example", None, name="Astrid")
        RoleAssignment.objects.create(user=user, role="leader", since=today - timedelta(days=900))
        lists(today)
        plan = a_plan(today)
        register(registrations, plan.starts_on, plan.ends_on)
    return centre, plan, user


def lists(today: date) -> None:
    for name in THEMES:
        Theme.objects.create(name=name)
    for name in ("Slagelse", "Korsør", "Skælskør", "Dalmose"):
        Locality.objects.create(name=name)
    for name, base, also in KINDS:
        Kind.objects.create(name=name, base=base, also=also)
    for number in range(200):
        Organisation.objects.create(name=f"Forening {number:03} for {THEMES[number % 8].lower()}")
    for number in range(6):
        Network.objects.create(name=f"Netværk {number}", started_on=today - timedelta(days=900))


def a_plan(today: date) -> Plan:
    plan = Plan.objects.create(
        title="Plan", starts_on=date(today.year - 1, 1, 1), ends_on=date(today.year, 12, 31), status=Plan.Status.ADOPTED,
        adopted_on=date(today.year - 1, 1, 1),
    )
    themes = list(Theme.objects.all())
    for number in range(GOALS):
        if number % 6 == 0:
            area = Area.objects.create(plan=plan, title=f"Indsatsområde {number // 6 + 1}", position=number)
        goal = Goal.objects.create(area=area, title=f"Et mål, som mange kan have glæde af at nå i løbet af perioden, nummer {number + 1}", position=number)
        for index in range(2):
            activity = Activity.objects.create(goal=goal, text=f"En aktivitet der skal føre til målet, del {index + 1}", position=index)
            measure, narrow, low, high, per, each = TARGETS[(2 * number + index) % len(TARGETS)]
            only = dict(narrow)
            if number % 3:
                only["theme"] = [themes[number % 8].pk]
            Target.objects.create(activity=activity, measure=measure, narrow=only, minimum=low, maximum=high, per=per, for_each=each)
    return plan


def register(many: int, first: date, last: date) -> None:
    """Work of all kinds on days from ``first`` on and before ``last``, each with two organisations."""
    chance = Random(1)  # noqa: S311 -- the same data each run
    kinds, themes, places, networks = (list(model.objects.all()) for model in (Kind, Theme, Locality, Network))
    organisations = list(Organisation.objects.values_list("pk", flat=True))
    days = (last - first).days
    with without_triggers():
        for start in range(0, many, 5000):
            rows = [
                _one(chance, kinds, themes, places, networks, first + timedelta(days=chance.randrange(days)))
                for _number in range(start, min(start + 5000, many))
            ]
            Registration.objects.bulk_create(rows)
            Participation.objects.bulk_create(
                Participation(registration=row, organisation_id=key, persons=2, who=f"o{key}", sector="civil_society")
                for row in rows for key in chance.sample(organisations, 2)
            )


def _one(chance: Random, kinds: list[Kind], themes: list[Theme], places: list[Locality], networks: list[Network], day: date) -> Registration:
    kind = chance.choice(kinds)
    return Registration(
        done_on=day, kind=kind, base=kind.base, title=f"{kind.name} med en forening", theme=chance.choice(themes), locality=chance.choice(places),
        network=chance.choice(networks) if kind.base == "network_meeting" else None, persons=chance.randrange(1, 30), minutes=chance.randrange(15, 180),
    )


# Tables that are loaded by the hundred thousand.
LOADED = (
    "journal_registration", "journal_participation", "directory_offer", "directory_offer_situations", "directory_offer_themes", "directory_offer_target_groups", "directory_offer_localities",
    "directory_indexed", "rooms_booking", "rooms_occupation",
)
COPIED: tuple[type[models.Model], ...] = (Theme, Locality, Kind, Organisation, Network, Registration, Participation)


def more_centres(many: int, model: Centre) -> None:
    """Copies of the first centre's lists, organisations and work under ``many`` other centres, so that tables and indexes have their real size."""
    with connection.cursor() as cursor, without_triggers():
        for number in range(many):
            other = Centre.objects.create(key=f"andet-{number}", name=f"Andet {number}")
            beyond: dict[type[models.Model], int] = {}
            for each in COPIED:
                table = each._meta.db_table
                cursor.execute(f'SELECT max(id) FROM "{table}"')  # noqa: S608 -- a model's table
                beyond[each] = cursor.fetchone()[0] or 0
                columns = [str(field.column) for field in each._meta.concrete_fields]
                values = [_value(field, beyond, other.pk) for field in each._meta.concrete_fields]
                cursor.execute(
                    f'INSERT INTO "{table}" ({", ".join(map(_quoted, columns))}) SELECT {", ".join(values)} FROM "{table}" WHERE centre_id = %s',  # noqa: S608 -- models' columns
                    [model.pk],
                )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(COPIED)):
            cursor.execute(statement)
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def let_the_planner_look() -> None:
    """On PostgreSQL, do what its autovacuum does within a minute of many new rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _value(field: "models.Field[Any, Any]", beyond: Mapping[type[models.Model], int], centre: int) -> str:
    """What a copied row has in ``field``: its own number and those of rows copied along are moved beyond the ones there are."""
    column = _quoted(str(field.column))
    if field.primary_key:
        return f"{column} + {beyond[field.model]}"
    if field.name == "centre":
        return str(centre)
    if isinstance(field.related_model, type) and field.related_model in beyond:
        return f"{column} + {beyond[field.related_model]}"
    if field.name == "who":
        return f"'o' || (organisation_id + {beyond[Organisation]})"
    return column


def _quoted(column: str) -> str:
    return f'"{column}"'


@contextmanager
def without_triggers() -> Iterator[None]:
    """Loading by the million: the rows are made right, and the guard is laid again afterwards."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'same_centre_%%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            for table in LOADED:
                cursor.execute(f'DROP TRIGGER IF EXISTS "same_centre_{table}" ON "{table}"')
    try:
        yield
    finally:
        lay_triggers()
