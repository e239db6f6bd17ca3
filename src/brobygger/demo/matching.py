"""The example centres' volunteer jobs, their volunteers and the talks with them."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from django.utils.timezone import make_aware

from brobygger.accounts.models import User
from brobygger.centres.models import Centre, Locality, TargetGroup, Theme
from brobygger.matching import (
    accompanying,
    approving,
    defaults,
    introducing,
    opportunities,
    serving,
    talking,
    volunteering,
)
from brobygger.matching.masks import half_day, mask_of
from brobygger.matching.models import Accompaniment, Opportunity, Shift, TalkTime, Topic, Volunteer, VolunteerTalk, Way
from brobygger.organisations.models import Organisation

WEEKDAYS: Final = range(5)
# Title, tasks, interests, skills, half-days, hours, and what else there is to say.
JOBS: Final[tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], int, tuple[int, int] | None, dict[str, Any]], ...]] = (
    ("Besøgsven for en ældre", "- Du besøger den samme person hver uge: en kop kaffe, en gåtur, et spil kort\n- I aftaler selv dagen", ("Samvær og besøg", "Ældre"), (), mask_of(half_day(day, part) for day in WEEKDAYS for part in (0, 1)), (1, 2), {"support": "En fast kontakt, og vi mødes hver anden måned.", "welcoming": True, "welcoming_how": "Den første måned går en af os med."}),
    ("Lektiehjælp i biblioteket", "- Du hjælper to eller tre børn med lektierne\n- Der er altid en voksen mere", ("Børn og unge",), ("Undervisning",), mask_of([half_day(1, 1), half_day(3, 1)]), (2, 3), {"min_age": 18, "needs_child_certificate": True}),
    ("Vært i caféen", "- Du byder gæsterne velkommen og laver kaffe\n- Du holder øje med, at ingen sidder alene", ("Mad og fællesspisning", "Samvær og besøg"), ("Køkken og hygiejne",), mask_of([half_day(2, 0), half_day(2, 1), half_day(4, 0)]), (3, 4), {"welcoming": True, "welcoming_how": "I er altid to sammen."}),
    ("Cykelven: tag en ældre med på tur", "- Du cykler en rickshaw med to gæster\n- Vi lærer dig det på en eftermiddag", ("Ældre", "Natur og dyr", "Bevægelse og idræt"), (), mask_of([half_day(5, 0), half_day(5, 1), half_day(6, 1)]), (1, 3), {"min_age": 16}),
    ("Sprogmakker på nettet", "- I taler dansk sammen en time om ugen på skærmen", ("Nye danskere og sprog",), ("Undervisning",), mask_of(half_day(day, 2) for day in WEEKDAYS), (1, 1), {"format": "online", "languages": 1}),
    ("Kasserer i en lille forening", "- Du holder styr på et budget på 80.000 kr.\n- Seks møder om året", ("Bestyrelse og organisation",), ("Kontor og økonomi",), 0, None, {"rhythm": "flexible"}),
    ("Hjælp i genbrugsbutikken", "- Du tager imod, sorterer og sælger", ("Genbrug og butik",), (), mask_of(half_day(day, part) for day in (0, 2, 3) for part in (0, 1)), (4, 8), {"welcoming": True, "welcoming_how": "Rolige opgaver i baglokalet til at begynde med."}),
    ("Hold øje med stien", "- En tur om måneden langs stien\n- Du melder, hvad der skal laves", ("Natur og dyr", "Håndværk og værksted"), ("Håndværk",), 0, (1, 1), {"rhythm": "flexible"}),
)


def fill(chance: Random, *, centre: Centre, today: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its volunteer jobs; one waits for approval and one is soon out of date."""
    defaults.lay_out()
    _jobs(chance, today=today, now=now, by=by)
    _volunteers(chance, centre=centre, today=today, now=now, by=by)


def _jobs(chance: Random, *, today: date, now: datetime, by: User) -> None:
    bits = {row.name: row.bit for row in Topic.objects.all()}
    civil, places = list(Organisation.objects.filter(sector="civil_society").order_by("pk")), list(Locality.objects.all())
    themes, groups = list(Theme.objects.all()), list(TargetGroup.objects.all())
    for number, (title, tasks, interests, skills, times, hours, more) in enumerate(JOBS):
        host = None if number == 2 else civil[number % len(civil)]
        row = Opportunity(
            title=title, tasks=tasks, organisation=host, times=times, interests=mask_of(bits[each] for each in interests), skills=mask_of(bits[each] for each in skills), hours_from=hours[0] if hours else None,
            hours_to=hours[1] if hours else None, locality=None if more.get("format") == "online" else places[number % len(places)], theme=chance.choice(themes) if themes else None,
            target_group=groups[number % len(groups)] if groups else None, contact_name="" if host else "Frivilligcentret", contact_mail=f"frivillig{number}@deltager.example", created_by=by, **more,
        )
        row.save()
        opportunities.publish(row, by=by, now=now - timedelta(days=chance.randrange(3, 60)))
    waits = Opportunity(title="Chauffør for madspild", tasks="- Du henter varer i to butikker og kører dem ud til caféen", organisation=civil[0], rhythm="weekly", times=mask_of([half_day(0, 1)]), locality=places[0], contact_mail="mad@deltager.example")
    waits.save()
    opportunities.send(waits, by=None, centre=Centre.objects.get(pk=waits.centre_id), now=now - timedelta(days=1))
    Opportunity.objects.filter(title="Hold øje med stien").update(expires_on=today + timedelta(days=9))


FIRST: Final = ("Aksel", "Birgitte", "Carl", "Ditte", "Emil", "Frida", "Gustav", "Hanne", "Ibrahim", "Jonna", "Karim", "Lise", "Mads", "Nadia", "Oluf", "Pia", "Rasmus", "Signe", "Tove", "Viggo")
LAST: Final = ("Bæk", "Dam", "Eng", "Holt", "Kjær", "Lund", "Mose", "Skov")
WISHES: Final = ("Jeg vil gerne ud blandt folk igen.", "", "Helst noget med hænderne.", "", "Jeg er ny i byen.", "")


def _volunteers(chance: Random, *, centre: Centre, today: date, now: datetime, by: User) -> None:
    """Twenty who have written during the year: most were talked with, one has a talk to come, one is a company, one takes a break."""
    interests, ways, places = list(Topic.objects.filter(sort=Topic.Sort.INTEREST)), list(Way.objects.all()), list(Locality.objects.all())
    for number, first in enumerate(FIRST):
        wrote = now - timedelta(days=8 * number + chance.randrange(1, 7))
        row = Volunteer(
            interests=mask_of(each.bit for each in chance.sample(interests, 3)), times=mask_of(half_day(chance.randrange(7), chance.randrange(3)) for _slot in range(5)), languages=1, locality=chance.choice(places), way=chance.choice(ways),
            wishes=WISHES[number % len(WISHES)], born=chance.randrange(1945, 2008), needs_support=number % 7 == 3, key=f"demo-{number}",
        )
        if number == 4:
            row.kind, row.group_name, row.persons = Volunteer.Kind.COMPANY, "Smedjen A/S", 12
        volunteering.enquire(row, name=f"{first} {LAST[number % len(LAST)]}", mail=f"{first.lower()}@deltager.example", phone="", centre=centre, now=wrote)
        if number > 3:
            talking.hold(
                VolunteerTalk(volunteer=row, held_on=(wrote + timedelta(days=4)).date(), minutes=45, why="Vil bruge sin tid på noget, der betyder noget.", outcome=chance.choice([VolunteerTalk.Outcome.SUGGESTIONS, VolunteerTalk.Outcome.SUGGESTIONS, VolunteerTalk.Outcome.NOT_NOW]),
                              follow_up="Ring og hør, hvordan det går" if number == 6 else "", follow_up_on=today + timedelta(days=2) if number == 6 else None), by=by, now=wrote + timedelta(days=4),
            )
        if number == 19:
            volunteering.pause(row, by=by, now=now)
    event = Opportunity.objects.create(title="Vagter til foreningernes dag", tasks="- Du stiller borde op, sælger kaffe eller viser vej", rhythm="once", locality=places[0], contact_mail="dag@deltager.example", ends_on=today + timedelta(days=20))
    opportunities.publish(event, by=by, now=now)
    for hour in range(2):
        begins = at_ten(today + timedelta(days=20)) + timedelta(hours=2 * hour)
        Shift.objects.create(opportunity=event, starts_at=begins, ends_at=begins + timedelta(hours=2), places=3)
    for hour in range(3):
        starts = at_ten(today + timedelta(days=6)) + timedelta(hours=hour)
        TalkTime.objects.create(by=by, starts_at=starts, ends_at=starts + timedelta(minutes=45), place="Kontoret")
    talking.book(Volunteer.objects.get(key="demo-1"), TalkTime.objects.order_by("starts_at")[0], centre=centre, now=now)
    _matches(today=today, now=now, by=by)
    _go_along(centre=centre, now=now, by=by)


def _matches(*, today: date, now: datetime, by: User) -> None:
    """Some on every step of the way; one place was made ready."""
    jobs, rows = list(Opportunity.objects.public().order_by("pk")), list(Volunteer.objects.exclude(state=Volunteer.State.PAUSED).order_by("-enquired_on")[4:])
    for number, row in enumerate(rows[:9]):
        match = introducing.suggest(row, jobs[number % len(jobs)], by=by, now=now - timedelta(days=120 - number))
        if number > 1:
            match = introducing.introduce(match, by=by, now=now - timedelta(days=118 - number))
        if number > 4:
            match = introducing.start(match, on=today - timedelta(days=110 - number), by=None, now=now - timedelta(days=110 - number), answer=True)
        if number > 6:
            match = introducing.last(match, on=today - timedelta(days=2), by=None, now=now - timedelta(days=2), answer=True)
        if number > 5:
            hours = serving.log(match, on=today - timedelta(days=3), minutes=90 + 30 * number, what="", key=f"demo-{number}", now=now)
            if number > 6:
                approving.decide(hours, approve=True, by=by, now=now)
    introducing.prepare_place(jobs[0], on=today - timedelta(days=30), agreed="En fast kontakt og korte dage den første måned.", by=by, now=now)


def at_ten(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(10)))


def _go_along(*, centre: Centre, now: datetime, by: User) -> None:
    """One that is under way, one that has ended; a third is wanted by a referral that asks for company."""
    ready = [row for row in Volunteer.objects.pool(now.date()).listed().filter(kind=Volunteer.Kind.PERSON).order_by("pk") if row.person and row.person.mail][:2]
    for number, (to, back) in enumerate((("Sorgcafé", 20), ("Fællesspisning", 90))):
        then = now - timedelta(days=back)
        row = accompanying.begin(Accompaniment(to=to, who="Inger", reach="00 00 99 00", meet="Ved indgangen kl. 14", locality=Locality.objects.first()), by=by, now=then)
        row = accompanying.ask(row, ready[number], centre=centre, by=by, now=then)
        row = accompanying.answer(row, yes=True, now=then + timedelta(days=1))
        for week in range(2):
            row = accompanying.went(row, on=(then + timedelta(days=7 * (week + 1))).date(), by=None, now=then + timedelta(days=7 * (week + 1)))
        if number:
            accompanying.end(row, by=by, now=then + timedelta(days=30))
