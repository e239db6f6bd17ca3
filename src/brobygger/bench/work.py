"""A week's tools on large data: a month full of events, two thousand organisations, a merge with all its rows, a list read in."""

import secrets
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.bench import load
from brobygger.bench.timing import Row, in_turn, ms, say, timed
from brobygger.centres.models import Centre, Locality, Theme
from brobygger.centres.scoping import centre_in_force
from brobygger.events.actions import TOOL
from brobygger.events.models import Event, Series
from brobygger.journal.models import Kind, Participation, Registration, State
from brobygger.organisations import merging
from brobygger.organisations.lists import keeping
from brobygger.organisations.models import ListImport, Membership, MembershipType, Organisation

EVENTS, SERIES, DATES = 2000, 200, 5
ORGANISATIONS = 2000
RELATED = 5000
ROWS = 2000


def measure(client: Client, get: Callable[[str], Callable[[], object]], centre: Centre, user: User, turns: int) -> list[Row]:
    """Rows for the table. ``get`` gives the act that fetches an address, below the centre's office where it does not begin with the centre."""
    with centre_in_force(centre):
        say(f"a month of {EVENTS:,} events, {SERIES} series among them")
        month = (timezone.localdate().replace(day=1) + timedelta(days=32)).replace(day=1)
        _events(month)
        say(f"{ORGANISATIONS:,} organisations")
        _organisations(centre)
        load.let_the_planner_look()
        theme, place = Theme.objects.first(), Locality.objects.first()
    filters = f"?q=forening&tema={theme.pk if theme else ''}&sted={place.pk if place else ''}&kun=medlemmer"
    pages = {
        "the public calendar's month": f"/{centre.key}/arrangementer/?vis=maaned&fra={month.isoformat()}", "the office's list of events": "/arrangementer/",
        "the list of organisations": "/organisationer/", "… with four filters": f"/organisationer/{filters}",
    }
    empty, *taken = in_turn(turns, get("/tom/"), *(get(path) for path in pages.values()))
    rows: list[Row] = [(f"{name} over an empty page", f"{each / empty:.2f} ×", "≤ 3 ×", f"{ms(each)} over {ms(empty)}") for name, each in zip(pages, taken, strict=True)]
    with centre_in_force(centre):
        rows.append(_merge(user))
    rows.append(_import(client, centre))
    return rows


def _events(month: date) -> None:
    kinds = list(Kind.objects.filter(base__in=["course", "cafe", "theme_meeting", "workshop"]))
    themes, places = list(Theme.objects.all()), list(Locality.objects.all())
    series = Series.objects.bulk_create(Series(rule="FREQ=WEEKLY;COUNT=5") for _number in range(SERIES))
    days: list[tuple[date, Series | None]] = [(month + timedelta(days=number % 28), None) for number in range(EVENTS - SERIES * DATES)]
    days += [(month + timedelta(days=(number % 5) + 5 * which), one) for number, one in enumerate(series) for which in range(DATES)]
    works = Registration.objects.bulk_create(
        Registration(
            done_on=day, kind=kinds[number % len(kinds)], base=kinds[number % len(kinds)].base, title=f"Arrangement {number}", theme=themes[number % len(themes)],
            locality=places[number % len(places)], state=State.PLANNED, tool=TOOL,
        )
        for number, (day, _series) in enumerate(days)
    )
    now = timezone.now()
    made = []
    for number, (work, (day, one)) in enumerate(zip(works, days, strict=True)):
        starts = datetime.combine(day, time(9 + number % 10), timezone.get_current_timezone())
        made.append(Event(
            registration=work, starts_at=starts, ends_at=starts + timedelta(hours=2), text="Kom og vær med. " * 10, place="Salen", published_at=now, series=one,
            series_day=day if one else None, key=secrets.token_urlsafe(16),
        ))
    Event.objects.bulk_create(made, batch_size=500)


def _organisations(centre: Centre) -> None:
    themes, places = list(Theme.objects.all()), list(Locality.objects.all())
    there = Organisation.objects.count()
    made = Organisation.objects.bulk_create(
        Organisation(name=f"Forening {number:04} i byen", locality=places[number % len(places)], mail=f"post{number}@forening.example")
        for number in range(there, ORGANISATIONS)
    )
    through: Any = Organisation.themes.through
    through.objects.bulk_create(through(organisation_id=row.pk, theme_id=themes[number % len(themes)].pk) for number, row in enumerate(made))
    kind = MembershipType.objects.create(name="Forening")
    Membership.objects.bulk_create(Membership(organisation=row, type=kind, locality=row.locality, starts_on=date(2025, 1, 1)) for row in made[::2])


def _merge(user: User) -> Row:
    say(f"a merge with {RELATED:,} related rows")
    kept, gone = Organisation.objects.create(name="Den ene forening"), Organisation.objects.create(name="Den anden forening")
    works = list(Registration.objects.order_by("pk").values_list("pk", flat=True)[:RELATED])
    through: Any = Registration.co_hosts.through
    Participation.objects.bulk_create(
        Participation(registration_id=work, organisation=gone, persons=2, who=f"o{gone.pk}", sector="civil_society") for work in works[: RELATED // 2]
    )
    through.objects.bulk_create(through(registration_id=work, organisation_id=gone.pk) for work in works[: RELATED - RELATED // 2])
    made: list[Any] = []
    taken = timed(lambda: made.append(merging.merge(kept, gone, by=user, now=timezone.now())))
    back = timed(lambda: merging.part(made[0], by=user, now=timezone.now()))
    return (f"merge of two organisations with {RELATED:,} related rows", f"{taken:.2f} s", "< 1 s", f"parted again in {back:.2f} s")


def _import(client: Client, centre: Centre) -> Row:
    say(f"a list of {ROWS:,} rows")
    head = "Navn;Mail;Lokalområde;Medlemstype;Medlem fra;Kontaktperson;Kontaktmail"
    lines = [f"Klubben {number};klub{number}@klub.example;Slagelse;Forening;01-01-2024;Person {number} Holm;p{number}@klub.example" for number in range(ROWS)]
    base = f"/{centre.key}/kontor/organisationer/indlaes/"

    def act() -> None:
        file = BytesIO("\n".join([head, *lines]).encode())
        file.name = "liste.csv"
        answer = client.post(base, {"file": file})
        with centre_in_force(centre):
            row = ListImport.objects.latest("pk")
        _found(client.get(answer["Location"]).status_code, 200)
        columns = {f"column-{index}": name for index, name in row.chosen.items()}
        _found(client.post(answer["Location"], {"order": "keep", **columns}).status_code, 302)
        keeping.read_in(centre.pk, row.pk)
        with centre_in_force(centre):
            row.refresh_from_db()
            _found(row.failed, "")

    taken = timed(act)
    with centre_in_force(centre):
        _found(Organisation.objects.filter(name__startswith="Klubben ").count(), ROWS)
    return (f"a list of {ROWS:,} rows read in", f"{taken:.1f} s", "< 10 s", "upload, preview and keeping, with a contact and a membership each")


def _found(what: object, wanted: object) -> None:
    if what != wanted:
        raise RuntimeError(f"{what!r} instead of {wanted!r}")
