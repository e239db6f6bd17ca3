"""The example centres' projects and money. Slagelse has the large one, with partners, grants and all that follows from them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from brobygger.accounts.models import User
from brobygger.board.models import StaffHours
from brobygger.centres.models import Centre, TargetGroup
from brobygger.events import sheets
from brobygger.events.models import Sheet
from brobygger.journal.models import Registration
from brobygger.organisations.models import Organisation
from brobygger.plan.models import Activity, Area, Goal, Plan, Target
from brobygger.projects import granting, hours, partnering, seeking, spending
from brobygger.projects.models import (
    AllocationChange,
    Annex,
    ApplicationText,
    BudgetLine,
    Expense,
    ExpenseImport,
    Fund,
    FundApplication,
    FundDeadline,
    Grant,
    Instalment,
    PaidHours,
    Partner,
    Payer,
    Project,
    ReportDate,
    WorkedHours,
)

LARGE: Final = "slagelse"
ROLES: Final = ("Åbner sit mødested", "Finder unge, der gerne vil med", "Holder værksteder", "Følger op på trivsel", "Låner lokaler ud", "Uddanner de frivillige")
ABOUT: Final = (
    "Unge mellem 15 og 25 år, som er meget alene, møder et fællesskab gennem en forening tæt på, hvor de bor. Foreningerne lærer af hinanden at tage imod dem, "
    "og en frivillig følges med den unge de første gange."
)
SHEET: Final = {
    "challenge": "Unge, der er meget alene, kommer sjældent igen efter den første aften.", "idea": "En frivillig følges med den unge de første tre gange og trækker sig så tilbage.",
    "represented": "Ungdomsklubben, Røde Kors Ungdom, Den Blå Viol", "process": "Seks følgevenner er klædt på ved to aftener.", "results": "Ni unge er fulgt, og syv kommer stadig.", "onward": "Tre foreninger mere vil prøve det efter sommer.",
}
GOALS: Final = (
    ("Flere unge er en del af et fællesskab", "Holde mindst fire åbne arrangementer om året for unge", "events_held", 4, "year"),
    ("Foreningerne tager bedre imod unge, der er alene", "Holde 6 workshops i perioden om den gode velkomst", "events_held", 6, "plan"),
)


State = FundApplication.State
# Name, kind, what it gives to, its deadlines as month and day.
FUNDS: Final = (
    ("Grundfinansiering af frivilligcentre (FRIG)", Fund.Kind.BASE, "Centrets drift: lige meget fra staten og fra kommunen. Årlig plan ind, regnskab og rapport ud.", ((4, 30), (10, 1))),
    ("Kommunens § 18-midler", Fund.Kind.MUNICIPAL, "Frivilligt socialt arbejde i kommunen, efter servicelovens § 18.", ((10, 15),)),
    ("Puljen for unge i fællesskaber", Fund.Kind.PUBLIC, "Indsatser for unge, der er meget alene.", ((2, 20),)),
    ("Fonden for lokale fællesskaber", Fund.Kind.FOUNDATION, "Aktiviteter, der samler folk, hvor de bor. Giver ikke til løn i grunddriften.", ((3, 1), (9, 1))),
    ("Sparekassens almennyttige fond", Fund.Kind.FOUNDATION, "Mindre beløb til udstyr og ture.", ()),
)


def fill(*, centre: Centre, today: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its projects."""
    _funds(today)
    _base_funding(today=today, now=now, by=by)
    if centre.key == LARGE:
        project = _large(today=today, now=now, by=by)
        _partners(project, today=today, now=now, by=by)
        _tagged(project, today)
        _grants(project, today=today, now=now, by=by)
        _applications(project, today=today, now=now, by=by)
        _hours(project, today=today, now=now, by=by)


def _large(*, today: date, now: datetime, by: User) -> Project:
    """Four years, of which this is the second."""
    plan = Plan(title="Unge med", label="Projektplan", starts_on=date(today.year - 1, 1, 1), ends_on=date(today.year + 2, 12, 31), status=Plan.Status.ADOPTED, adopted_on=date(today.year - 2, 12, 1))
    project = partnering.begin(Project(responsible=by, partner_cap=30, age_from=15, age_to=25, about=ABOUT), plan, by=by, now=now)
    project.target_groups.set(TargetGroup.objects.filter(name__icontains="unge"))
    sheet = Sheet.objects.create(title="Følgeven de første tre gange", project=plan, written_on=today - timedelta(days=12), written_by=by, **SHEET)
    sheets.keep_version(sheet, seen=sheet.version, on=sheet.written_on, by=by, now=now)
    area = Area.objects.create(plan=plan, title="Unge i fællesskaber")
    for position, (title, text, measure, least, per) in enumerate(GOALS):
        goal = Goal.objects.create(area=area, title=title, position=position, owner=by)
        activity = Activity.objects.create(goal=goal, text=text, owner=by)
        Target.objects.create(activity=activity, measure=measure, minimum=least, per=per, narrow={"project": [plan.pk]})
    return project


def _partners(project: Project, *, today: date, now: datetime, by: User) -> None:
    found: list[Any] = list(Organisation.objects.order_by("pk")[:14])
    for number, organisation in enumerate(found):
        since = project.plan.starts_on + timedelta(days=21 * number)
        row = Partner(project=project, organisation=organisation, role=ROLES[number % len(ROLES)], since=min(since, today), agreed_on=min(since, today))
        if number == 3:
            row.until = today - timedelta(days=40)
        if row.until is None or row.until >= row.since:
            partnering.take_in(row, by=by, now=now)


def _tagged(project: Project, today: date) -> None:
    """Every sixth piece of the work that has been done was for the project too."""
    rows = Registration.objects.filter(done_on__gte=project.plan.starts_on, done_on__lte=today, project=None).order_by("done_on", "pk").values_list("pk", flat=True)
    Registration.objects.filter(pk__in=list(rows)[::6]).update(project=project.plan_id)


def _base_funding(*, today: date, now: datetime, by: User) -> None:
    """The year's base funding: as much from the state as from the municipality."""
    year = today.year
    grant = Grant(
        title=f"Grundfinansiering {year}", amount=700_000_00, granted_on=date(year - 1, 12, 15), starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), responsible=by,
        purpose="Centrets grunddrift: at styrke den frivillige sociale indsats i kommunen.", conditions="Regnskabet skal være påtegnet af en revisor. Årsberetningen lægges på centrets hjemmeside.",
    )
    granting.keep(grant, by=by, now=now)
    for name in ("Social- og Boligstyrelsen", "Kommunen"):
        granting.keep_payer(Payer(grant=grant, name=name, amount=350_000_00), by=by, now=now)
    staff, house, work = (
        granting.keep_line(BudgetLine(grant=grant, name=name, amount=amount * 100, account=account), by=by, now=now)
        for name, amount, account in (("Løn", 520_000, "2210"), ("Lokaler", 110_000, "3410"), ("Drift og møder", 70_000, "3620"))
    )
    for payer, month in ((payer, month) for payer in grant.payers.all() for month in (2, 8)):
        due = date(year, month, 1)
        granting.keep_instalment(Instalment(grant=grant, payer=payer, due_on=due, amount=175_000_00, received_on=due + timedelta(days=3) if due + timedelta(days=3) <= today else None), by=by, now=now)
    granting.keep_report_date(ReportDate(grant=grant, what="Regnskab og rapport om grundfinansieringen", due_on=date(year + 1, 4, 30)), by=by, now=now)
    for month in range(1, today.month + 1):
        for line, day, amount, text in ((staff, 28, 43_000, "Løn"), (house, 1, 9_150, "Husleje"), (work, 12, 4_200 + 310 * (month % 4), "Mødeforplejning og porto")):
            if date(year, month, day) <= today:
                spending.spend(Expense(line=line, on=date(year, month, day), amount=amount * 100, text=text, voucher=f"{month}{line.position:02}"), by=by, now=now)


def _grants(project: Project, *, today: date, now: datetime, by: User) -> None:
    """4.7 million over the four years, and this year's half a million from a foundation, laid out and moved once."""
    whole = Grant(
        title="Unge med, hovedbevilling", project=project, amount=4_700_000_00, granted_on=project.plan.starts_on - timedelta(days=45), starts_on=project.plan.starts_on, ends_on=project.plan.ends_on, responsible=by,
        reference="2024-1187", purpose="At 30 foreninger tager imod unge, der er alene.",
    )
    granting.keep(whole, by=by, now=now)
    granting.keep_payer(Payer(grant=whole, name="Puljen for unge i fællesskaber", amount=4_700_000_00), by=by, now=now)
    lines = [
        granting.keep_line(BudgetLine(grant=whole, name=name, amount=amount * 100), by=by, now=now)
        for name, amount in (("Projektleder og medarbejdere", 2_900_000), ("Aktiviteter i foreningerne", 1_200_000), ("Uddannelse af frivillige", 400_000), ("Evaluering og revision", 200_000))
    ]
    months = [day for number in range(24) if (day := date(project.plan.starts_on.year + number // 12, number % 12 + 1, 20)) <= today]
    for number, day in enumerate(months):
        spending.spend(Expense(line=lines[0], on=day, amount=58_000_00, text="Løn, projekt", voucher=f"P{number + 1}"), by=by, now=now)
        spending.spend(Expense(line=lines[1], on=day, amount=(14_000 + 900 * (number % 5)) * 100, text="Værksteder", voucher=f"P{number + 101}"), by=by, now=now)
    granting.keep_report_date(ReportDate(grant=whole, what="Status for året", due_on=today + timedelta(days=25)), by=by, now=now)
    year = today.year
    own = Grant(
        title=f"Unge med, lokale aktiviteter {year}", project=project, amount=500_000_00, granted_on=date(year - 1, 11, 20), starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), responsible=by,
        conditions="Flyttes mere end ti procent mellem budgetposterne, skal fonden spørges først.",
    )
    granting.keep(own, by=by, now=now)
    payer = granting.keep_payer(Payer(grant=own, name="Fonden for lokale fællesskaber", amount=500_000_00), by=by, now=now)
    basis, staff, work = (
        granting.keep_line(BudgetLine(grant=own, name=name, amount=amount * 100, account=account), by=by, now=now)
        for name, amount, account in (("Medarbejdere i grunddriften", 200_000, "2211"), ("Medarbejdere til aktiviteter", 100_000, "2212"), ("Aktiviteter", 200_000, "3650"))
    )
    granting.move(
        AllocationChange(grant=own, source=basis, target=work, amount=15_000_00, decided_on=today - timedelta(days=60), decided_by="Bestyrelsen", reason="Flere unge kom med på turene, end der var regnet med."), by=by, now=now,
    )
    for month, amount in ((1, 250_000), (12, 250_000)):
        due = date(year, month, 10)
        granting.keep_instalment(Instalment(grant=own, payer=payer, due_on=due, amount=amount * 100, received_on=due if due <= today else None), by=by, now=now)
    granting.keep_report_date(ReportDate(grant=own, what="Evaluering", due_on=date(year + 1, 3, 1)), by=by, now=now)
    for number in range(1, 6):
        if (day := date(year, 2 * number, 5)) <= today:
            spending.spend(Expense(line=work, on=day, amount=(31_000 + 2_500 * number) * 100, text=f"Tur {number}", voucher=f"T{number}"), by=by, now=now)
            spending.spend(Expense(line=staff, on=day, amount=15_500_00, text="Løn, aktiviteter", voucher=f"T{number}a"), by=by, now=now)
    waiting = [[f"{day:%d-%m-%Y}", f"{number + 7001}", "3650", text, amount] for number, (day, text, amount) in enumerate(((today - timedelta(days=6), "Busser, turen til vandet", "6.250,00"), (today - timedelta(days=4), "Frugt og brød", "412,75")))]
    ExpenseImport.objects.create(
        grant=own, uploaded_by=by, uploaded_at=now, filename="posteringer.csv", headings=["Dato", "Bilag", "Konto", "Tekst", "Beløb"], rows=waiting, chosen={"0": "day", "1": "voucher", "2": "account", "3": "text", "4": "amount"},
    )


def _funds(today: date) -> None:
    for name, kind, about, days in FUNDS:
        row = Fund.objects.create(name=name, kind=kind, about=about)
        for month, day in days:
            FundDeadline.objects.create(fund=row, on=date(today.year, month, day), yearly=True)


def _applications(project: Project, *, today: date, now: datetime, by: User) -> None:
    """One in each state of its life; an association's own that was helped with; and the texts that the next will use."""
    funds = {row.name: row for row in Fund.objects.all()}
    made = {}
    for title, fund, asked, ago, state, of in (
        ("Lokale aktiviteter for unge", "Fonden for lokale fællesskaber", 500_000, 200, State.GRANTED, project), ("Ny minibus", "Sparekassens almennyttige fond", 90_000, 160, State.REFUSED, None),
        ("Sommertur for ensomme ældre", "Sparekassens almennyttige fond", 35_000, 40, State.SENT, None), ("Frivillige i nærmiljøet", "Kommunens § 18-midler", 60_000, 0, State.DRAFT, None), ("Fælleshus i parken", "Fonden for lokale fællesskaber", 250_000, 0, State.IDEA, None),
    ):
        row = FundApplication.objects.create(title=title, fund=funds[fund], asked=asked * 100, responsible=by, project=of, deadline=today + timedelta(days=18) if state == State.DRAFT else None, answer_by=today + timedelta(days=12) if state == State.SENT else None)
        made[state] = row
        sent = today - timedelta(days=ago)
        if state != State.IDEA:
            seeking.step(row, State.DRAFT, on=sent, by=by, now=now)
        if state in (State.SENT, State.GRANTED, State.REFUSED):
            seeking.step(row, State.SENT, on=sent, by=by, now=now)
        if state in (State.GRANTED, State.REFUSED):
            answer = "I kan søge igen til foråret, hvis flere foreninger er med." if state == State.REFUSED else "Vi glæder os til at høre om turene."
            seeking.step(row, state, on=sent + timedelta(days=60), granted=asked * 100 if state == State.GRANTED else None, answer=answer, by=by, now=now)
    for heading, text in (("Formål", "At unge, der er meget alene, bliver en del af en forening tæt på, hvor de bor."), ("Hvem er vi", "Frivilligcentret er foreningernes hus. Vi hjælper borgere med at finde et fællesskab og foreninger med at tage imod dem.")):
        seeking.add_part(ApplicationText(application=made[State.GRANTED], heading=heading, text=text), by=by, now=now)
    for number, name in enumerate(("Budget", "Seneste regnskab", "Vedtægter")):
        annex = seeking.add_part(Annex(application=made[State.DRAFT], name=name), by=by, now=now)
        if isinstance(annex, Annex) and number == 2:
            seeking.tick(annex, ready=True, by=by, now=now)
    seeking.copy_texts(made[State.DRAFT], made[State.GRANTED].texts.filter(heading="Hvem er vi"), by=by, now=now)
    helped = FundApplication.objects.create(title="Værksted på hjul", fund=funds["Sparekassens almennyttige fond"], asked=20_000_00, organisation=Organisation.objects.order_by("pk").first(), responsible=by)
    seeking.step(helped, State.DRAFT, on=today, by=by, now=now)
    grant = Grant.objects.filter(project=project).exclude(fund__isnull=False).order_by("-pk").first()
    if grant is not None:
        grant.fund, grant.application = funds["Fonden for lokale fællesskaber"], FundApplication.objects.get(pk=made[State.GRANTED].pk)
        grant.save()


def _hours(project: Project, *, today: date, now: datetime, by: User) -> None:
    """Who is paid by the project's grant, and the last eight weeks' hours."""
    whole = project.grants.order_by("pk").first()
    staff = list(StaffHours.objects.order_by("hours"))
    if whole is None or len(staff) < 2:
        return
    for row, paid in ((staff[0], Decimal("7.4")), (staff[1], Decimal(12))):
        hours.pay(PaidHours(grant=whole, staff=row, hours=paid), by=by, now=now)
    for number in range(8):
        for row, minutes in ((staff[0], 400 + 15 * (number % 4)), (staff[1], 660 + 30 * (number % 3))):
            hours.work(WorkedHours(project=project, staff=row, week=today - timedelta(days=7 * number + 7), minutes=minutes, rate=245_00), by=by, now=now)
