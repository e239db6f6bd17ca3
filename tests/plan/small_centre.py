"""One small invented centre's year 2025, small enough to count on one's fingers. What is in it stands here in full; the figures stand in the test."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from brobygger.events.models import Aboard, Event, Stop
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Registration
from brobygger.matching.models import Match, Opportunity
from brobygger.organisations.models import Formal, Organisation
from brobygger.plan.models import Plan
from tests import factories as f

D = date


class SmallCentre:
    """The lists first, then the work month by month. ``sind`` is a member all year, ``kors`` from July as an organisation, ``town`` never."""

    def _money(self) -> None:
        """Three applications sent in the year and one before it; one granted and written down as a grant, one only answered; a grant that nobody applied for here."""
        self.fund, other = f.FundFactory.create(), f.FundFactory.create()
        project = f.ProjectFactory.create(plan=self.project)
        granted = {"state": "granted", "theme": self.theme, "fund": self.fund}
        f.FundApplicationFactory.create(**granted, project=project, sent_on=D(2025, 3, 1), answered_on=D(2025, 4, 1), granted=50_000_00)
        f.FundApplicationFactory.create(state="refused", fund=self.fund, sent_on=D(2025, 5, 1), answered_on=D(2025, 6, 1))
        f.FundApplicationFactory.create(state="sent", fund=other, sent_on=D(2024, 12, 30))
        written_down = f.FundApplicationFactory.create(**granted, sent_on=D(2025, 1, 5), answered_on=D(2025, 6, 1), granted=200_000_00)
        f.GrantFactory.create(application=written_down, fund=self.fund, project=project, amount=200_000_00, granted_on=D(2025, 6, 1))
        f.GrantFactory.create(fund=other, amount=100_000_00, granted_on=D(2025, 2, 1))
        f.GrantFactory.create(fund=self.fund, amount=1_000_00, granted_on=D(2024, 12, 31))

    def __init__(self) -> None:
        self.theme, self.other_theme = f.ThemeFactory.create(name="Ensomhed"), f.ThemeFactory.create(name="Frivillighed")
        self.elders = f.TargetGroupFactory.create(name="Ældre")
        self.korsoer, self.dalmose = f.LocalityFactory.create(name="Korsør"), f.LocalityFactory.create(name="Dalmose")
        self.project = f.PlanFactory.create(title="Fællesskaber", kind=Plan.Kind.PROJECT)
        self._money()
        self._organisations()
        self._networks()
        self._events()
        self._tours()
        self._other_work()
        self._volunteers()
        self._citizens()
        self._groups()
        self._swaps()
        self._house()
        self._asked()
        self._loans()
        self._reception()

    def _organisations(self) -> None:
        self.sind: Organisation = f.OrganisationFactory.create(name="SIND", locality=self.korsoer, welcomes_since=D(2025, 4, 1))
        self.kors: Organisation = f.OrganisationFactory.create(name="Røde Kors", locality=self.dalmose)
        self.town: Organisation = f.OrganisationFactory.create(name="Kommunen", sector="municipality", locality=self.korsoer)
        self.sind.themes.add(self.theme)
        self.sind.target_groups.add(self.elders)
        self.town.themes.add(self.theme)
        self.town.target_groups.add(self.elders)
        self.association, self.organisation = (f.MembershipTypeFactory.create(name=each.value, formal=each) for each in (Formal.ASSOCIATION, Formal.ORGANISATION))
        f.MembershipFactory.create(organisation=self.sind, type=self.association, locality=self.korsoer, starts_on=D(2020, 1, 1))
        f.MembershipFactory.create(organisation=self.kors, type=self.organisation, locality=self.dalmose, starts_on=D(2025, 7, 1))
        f.CollaborationFactory.create(title="Aftale", since=D(2024, 5, 1)).partners.add(self.town)
        f.CollaborationFactory.create(title="Udløbet", since=D(2023, 5, 1), until=D(2024, 12, 31)).partners.add(self.sind)

    def _networks(self) -> None:
        create = f.NetworkFactory.create
        self.dementia = create(name="Demens", theme=self.theme, started_on=D(2025, 2, 1), evaluated_on=D(2025, 9, 1), evaluation="Godt", closed_on=D(2025, 11, 30))
        self.dementia.members.add(self.sind, self.town)
        self.old = create(name="Ældre", started_on=D(2024, 1, 1))
        create(name="Ønsket", started_on=None)
        self.walking = create(name="Gå", form="working_group", started_on=D(2025, 3, 1))
        self.walking.members.add(self.sind)
        rested = create(name="Spis", form="working_group", started_on=D(2025, 4, 1))
        f.NetworkRestFactory.create(network=rested, starts_on=D(2025, 11, 1), ends_on=D(2026, 2, 1))
        create(name="Syng", form="working_group", started_on=D(2024, 4, 1))

    def _events(self) -> None:
        course = self._event(
            D(2025, 1, 10), BaseKind.COURSE, [(self.sind, 4), (self.town, 6)], persons=10, theme=self.theme, locality=self.korsoer, target_group=self.elders,
            invited_at=timezone.now(),
        )
        course.registration.co_hosts.add(self.town)
        for score in (5, 4):
            f.FeedbackFactory.create(event=course, score=score, key=str(score))
        workshop = self._work(
            D(2025, 8, 1), BaseKind.WORKSHOP, [(self.kors, 5), (self.sind, None), ("borgere", 2)], persons=7, theme=self.other_theme, locality=self.dalmose,
            format="online", project=self.project,
        )
        f.InitiativeFactory.create(name="Gåfællesskab", begun_on=D(2025, 8, 2), started_on=D(2025, 9, 1), organisation=self.sind, network=self.walking, grown_from=workshop)
        f.InitiativeFactory.create(name="Ikke i gang", begun_on=D(2025, 8, 2))
        self._work(D(2025, 1, 20), BaseKind.INTEREST_MEETING, [(self.town, 2)], persons=6, network=self.dementia, theme=self.theme)
        first = self._event(D(2025, 3, 1), BaseKind.NETWORK_MEETING, [(self.sind, 2), ("Naboklubben", 3)], persons=5, network=self.dementia, locality=self.korsoer)
        f.PointFactory.create(network=self.dementia, raised_on=D(2025, 2, 20), closed_on=D(2025, 3, 1))
        assert first.day == D(2025, 3, 1)
        note = self._work(D(2025, 6, 1), BaseKind.NETWORK_MEETING, [], network=self.old, format="both")
        note.attachment.save("notat.pdf", ContentFile(b"Noget andet"), save=False)
        Registration.objects.filter(pk=note.pk).update(attachment=note.attachment.name)
        self._work(D(2025, 4, 10), BaseKind.WORKSHOP, [], network=self.walking)
        joined = self._work(D(2025, 5, 5), BaseKind.FAIR, [(self.sind, 3)], persons=3, mode="joined", locality=self.korsoer)
        joined.co_hosts.add(self.town)
        self._work(D(2025, 5, 6), BaseKind.FAIR, [(self.sind, 50)], persons=50, state="planned", theme=self.theme)
        self._work(D(2025, 5, 7), BaseKind.FAIR, [(self.sind, 60)], persons=60, draft=True, theme=self.theme)
        self._work(D(2024, 12, 31), BaseKind.COURSE, [(self.sind, 70)], persons=70, theme=self.theme)

    def _tours(self) -> None:
        """The bus stops in Korsør and Dalmose; the municipality came to see it. The relay has two legs with kilometres and one without."""
        tour = self._event(D(2025, 5, 20), BaseKind.TOUR, [(self.sind, None), ("Spejderne", None), (self.town, 2)], persons=32, theme=self.theme)
        self._stop(tour, self.korsoer, [self.sind, "Spejderne"], visitors=20)
        self._stop(tour, self.dalmose, [self.sind], visitors=10)
        relay = self._event(D(2025, 6, 20), BaseKind.RELAY, [(self.sind, None), ("Naboklubben", None)], persons=12, project=self.project)
        self._stop(relay, self.korsoer, [self.sind], km=Decimal("4.5"))
        self._stop(relay, self.dalmose, ["Naboklubben"], km=Decimal("8.5"))
        self._stop(relay, self.korsoer, [])

    def _other_work(self) -> None:
        first = self._work(D(2025, 2, 2), BaseKind.CONSULTATION, [(self.sind, 2)], persons=2, minutes=45, theme=self.theme, locality=self.korsoer)
        f.ConsultationFactory.create(registration=first, about="job_post")
        second = self._work(D(2025, 9, 9), BaseKind.CONSULTATION, [(self.kors, 1)], persons=1, minutes=50, format="online", target_group=self.elders)
        f.ConsultationFactory.create(registration=second, about="place", client="group")
        self._work(D(2025, 9, 10), BaseKind.CONSULTATION, [("Naboklubben", 1)], persons=1, minutes=90, project=self.project)
        self._work(D(2025, 3, 3), BaseKind.PUBLICATION, [(self.sind, None), (self.kors, None)], theme=self.theme, channel="press")
        self._work(D(2025, 9, 3), BaseKind.PUBLICATION, [(self.kors, None)], locality=self.dalmose, channel="newsletter")
        visible = self._work(D(2025, 4, 4), BaseKind.VISIBILITY, [("Naboklubben", 1)], theme=self.theme, target_group=self.elders)
        visible.co_hosts.add(self.kors)
        for base in (
            BaseKind.NEEDS_SURVEY, BaseKind.CONTACT, BaseKind.MEETING_ATTENDED, BaseKind.POLITICAL_MEETING, BaseKind.AGREEMENT, BaseKind.GUIDANCE,
            BaseKind.PRACTICAL_SERVICE, BaseKind.MATERIAL, BaseKind.PROCESS_NOTE, BaseKind.VOLUNTEER_TALK, BaseKind.VOLUNTEER_ENQUIRY,
        ):  # fmt: skip
            self._work(D(2025, 10, 1), base, [(self.town, 1)], persons=1, theme=self.theme, locality=self.korsoer, target_group=self.elders, project=self.project, format="online")
            self._work(D(2025, 10, 2), base, [])
        f.ExternalFigureFactory.create(source="Portal", name="Opslag", starts_on=D(2025, 1, 1), ends_on=D(2025, 6, 30), value=41)
        f.ExternalFigureFactory.create(source="Andet", name="Besøg", starts_on=D(2025, 1, 1), ends_on=D(2025, 12, 31), value=9)

    def _volunteers(self) -> None:
        job = f.OpportunityFactory.create
        job(title="Besøgsven", organisation=self.sind, theme=self.theme, locality=self.korsoer, published_on=D(2025, 3, 1))
        job(title="Café", target_group=self.elders, published_on=D(2025, 6, 1))
        job(title="Før", organisation=self.sind, published_on=D(2024, 12, 31))
        job(title="Aldrig ude", organisation=self.sind, state="draft", published_on=None, public_at=None, expires_on=None)

        first = f.VolunteerFactory.create(enquired_on=D(2025, 2, 1), locality=self.korsoer)
        second = f.VolunteerFactory.create(enquired_on=D(2025, 5, 1), persons=9, kind="group", group_name="Koret")
        f.VolunteerFactory.create(enquired_on=D(2024, 12, 1))
        f.VolunteerTalkFactory.create(volunteer=first, held_on=D(2025, 2, 10), outcome="suggestions")
        f.VolunteerTalkFactory.create(volunteer=second, held_on=D(2025, 5, 10), outcome="not_now")
        f.VolunteerTalkFactory.create(volunteer=second, state="cancelled", held_on=None)
        visit, cafe = Opportunity.objects.get(title="Besøgsven"), Opportunity.objects.get(title="Café")
        ended = {"state": "ended", "because": "time", "suggested_on": D(2025, 3, 1)}
        f.MatchFactory.create(volunteer=first, opportunity=visit, introduced_on=D(2025, 3, 2), started_on=D(2025, 3, 9), lasting_on=D(2025, 7, 1), ended_on=D(2025, 9, 1), **ended)
        f.MatchFactory.create(volunteer=second, opportunity=visit, introduced_on=D(2025, 6, 2), ended_on=D(2025, 6, 3), **ended)
        f.MatchFactory.create(volunteer=second, opportunity=cafe, introduced_on=D(2024, 6, 2), started_on=D(2024, 6, 9), ended_on=D(2025, 1, 1), **ended)
        f.MatchFactory.create(volunteer=second, opportunity=cafe, introduced_on=D(2025, 6, 2), started_on=D(2025, 6, 9), state="started", suggested_on=D(2025, 6, 1))
        f.MatchFactory.create(volunteer=first, opportunity=cafe, suggested_on=D(2025, 6, 1))
        own, theirs = Match.objects.get(opportunity=cafe, state="started"), Match.objects.get(opportunity=visit, volunteer=first)
        decided = {"state": "approved", "decided_at": timezone.now()}
        f.VolunteerHoursFactory.create(match=own, on=D(2025, 7, 1), minutes=90, **decided)
        f.VolunteerHoursFactory.create(match=own, on=D(2025, 7, 2), minutes=30, **decided)
        f.VolunteerHoursFactory.create(match=own, on=D(2025, 7, 3), minutes=300)
        f.VolunteerHoursFactory.create(match=theirs, on=D(2025, 4, 1), minutes=600, **decided)
        f.PlacePreparationFactory.create(opportunity=visit, on=D(2025, 3, 5))

    def _citizens(self) -> None:
        """A café of SIND's for the lonely, a hall of the municipality's: confirmed, looked at, searched for, referred to."""
        self.lonely = f.MeaningFactory.create(name="Ensomhed")
        cafe, hall = f.OfferFactory.create(provider=self.sind), f.OfferFactory.create(provider=self.town)
        cafe.themes.add(self.theme, self.other_theme)
        cafe.target_groups.add(self.elders)
        cafe.localities.add(self.korsoer)
        cafe.situations.add(self.lonely)
        for offer, on in ((cafe, D(2025, 3, 1)), (cafe, D(2025, 9, 1)), (hall, D(2025, 5, 1)), (hall, D(2024, 12, 31))):
            f.ConfirmationFactory.create(offer=offer, on=on)
        for offer, on, n in ((cafe, D(2025, 3, 2), 5), (hall, D(2025, 3, 3), 2), (cafe, D(2024, 3, 2), 100)):
            f.ViewCountFactory.create(offer=offer, on=on, n=n)
        f.SearchCountFactory.create(on=D(2025, 3, 4), meaning=self.lonely, locality=self.korsoer, n=4)
        f.SearchCountFactory.create(on=D(2025, 3, 4), found=False, n=3)
        f.SearchCountFactory.create(on=D(2024, 3, 4), meaning=self.lonely, n=50)
        f.GuidanceContactFactory.create(on=D(2025, 3, 5), meaning=self.lonely)
        refer = f.ReferralFactory.create
        refer(receiver=self.sind, offer=cafe, made_on=D(2025, 3, 6), theme=self.theme, locality=self.korsoer, state="started", started_on=D(2025, 4, 1), closed_on=D(2025, 4, 1))
        refer(receiver=self.town, made_on=D(2025, 5, 1))
        refer(receiver=self.sind, made_on=D(2024, 12, 1), theme=self.theme, state="started", started_on=D(2025, 1, 5), closed_on=D(2025, 1, 5))
        along = f.AccompanimentFactory.create
        along(made_on=D(2025, 3, 6), first_on=D(2025, 4, 2), times=2, state="ended", closed_on=D(2025, 5, 1), theme=self.theme, locality=self.korsoer)
        along(made_on=D(2025, 5, 6), first_on=D(2025, 6, 1), times=1, state="under_way")
        along(made_on=D(2025, 5, 6))
        along(made_on=D(2024, 5, 6), first_on=D(2024, 6, 1), times=4, state="ended", closed_on=D(2025, 1, 1), theme=self.theme)

    def _groups(self) -> None:
        """One of our own with two in it, one of whom left; and one of the municipality's, online, which only "offered" counts."""
        ours = f.GroupFactory.create(theme=self.theme, locality=self.korsoer, target_group=self.elders, project=self.project, state="ended", started_on=D(2025, 2, 1), ended_on=D(2025, 6, 1))
        theirs = f.GroupFactory.create(theme=self.other_theme, organisation=self.town, format="online", state="running", started_on=D(2024, 5, 1))
        f.ParticipantFactory.create(group=ours, state="seated", seated_on=D(2025, 2, 1))
        f.ParticipantFactory.create(group=ours, state="left", seated_on=D(2025, 2, 1), left_on=D(2025, 3, 1))
        f.ParticipantFactory.create(group=theirs, state="seated", seated_on=D(2024, 5, 1))

    def _swaps(self) -> None:
        """Hands of SIND's for the municipality, done in two hours; a tent of Røde Kors' for SIND, agreed on; one called off; and one of the year before that was done in this."""
        self.hands, goods = f.CategoryFactory.create(name="Hænder"), f.CategoryFactory.create(name="Ting")
        swap = f.ExchangeFactory.create
        swap(gives=self.sind, gets=self.town, category=self.hands, locality=self.korsoer, state="done", agreed_on=D(2025, 3, 10), done_on=D(2025, 4, 1), closed_on=D(2025, 4, 1), minutes=120)
        swap(gives=self.kors, gets=self.sind, category=goods, state="agreed", agreed_on=D(2025, 5, 1), minutes=600)
        swap(gives=self.kors, gets=self.sind, category=self.hands, state="ended", agreed_on=D(2025, 5, 1), closed_on=D(2025, 5, 3), minutes=600)
        swap(gives=self.town, gets=self.kors, category=goods, state="done", agreed_on=D(2024, 12, 30), done_on=D(2025, 1, 5), closed_on=D(2025, 1, 5), minutes=60)
        swap(gives=self.sind, gets=self.town, category=self.hands, locality=self.korsoer)

    def _house(self) -> None:
        """A hall in Korsør and a kitchen: used by SIND, the municipality and somebody privately; once not used though booked, once the year before."""
        self.hall = f.RoomFactory.create(name="Salen", premises=f.PremisesFactory.create(locality=self.korsoer))
        kitchen = f.RoomFactory.create(name="Køkkenet")
        for room, who, on, minutes, held in (
            (self.hall, self.sind, D(2025, 3, 3), 120, True), (kitchen, self.sind, D(2025, 4, 4), 60, True), (self.hall, self.town, D(2025, 5, 5), 90, True),
            (self.hall, None, D(2025, 6, 6), 30, True), (self.hall, self.sind, D(2025, 7, 7), 600, False), (self.hall, self.kors, D(2024, 7, 7), 600, True),
        ):
            starts = timezone.make_aware(datetime(on.year, on.month, on.day, 10))
            ends = starts + timezone.timedelta(minutes=minutes)
            whose = {"organisation": who} if who else {"organisation": None, "name": "Vibeke", "mail": "vibeke@example.org"}
            f.BookingFactory.create(room=room, starts_at=starts, ends_at=ends, held_on=on if held else None, minutes=minutes, **whose)

    def _asked(self) -> None:
        """Members about the theme, three answers; feedback on goals, two; a network about itself, two, of 60 and 80 per cent; needs, no answer; and one of the year before."""
        ask = f.QuestionnaireFactory.create
        self.of_the_network = ask(about="network")
        for questionnaire, opened, scores, more in (
            (ask(about="members", theme=self.theme), D(2025, 3, 1), (None, None, None), {}), (ask(about="goals"), D(2025, 5, 1), (None, None), {}),
            (self.of_the_network, D(2025, 6, 1), (60, 80), {"network": self.dementia}), (ask(about="needs"), D(2025, 7, 1), (), {}), (ask(about="event"), D(2024, 7, 1), (20,), {}),
        ):
            sending = f.SendingFactory.create(edition=f.EditionFactory.create(questionnaire=questionnaire), opened_on=opened, **more)
            for score in scores:
                f.ResponseFactory.create(sending=sending, score=score)

    def _loans(self) -> None:
        """Handed out in the year: to SIND, and back; to the municipality, and still out. Put aside, never fetched, or handed out the year before: none of these."""
        lend = f.LoanFactory.create
        lend(organisation=self.sind, starts_on=D(2025, 3, 1), state="back", handed_out_on=D(2025, 3, 1), returned_on=D(2025, 3, 3), ended_on=D(2025, 3, 3))
        lend(organisation=self.town, starts_on=D(2025, 12, 30), quantity=2, state="out", handed_out_on=D(2025, 12, 30))
        lend(organisation=self.sind, starts_on=D(2025, 6, 1))
        lend(organisation=self.sind, starts_on=D(2025, 6, 1), state="lapsed", ended_on=D(2025, 6, 4))
        lend(organisation=self.sind, starts_on=D(2024, 12, 30), due_on=D(2025, 1, 5), state="back", handed_out_on=D(2024, 12, 30), returned_on=D(2025, 1, 5), ended_on=D(2025, 1, 5))

    def _reception(self) -> None:
        """Post for SIND, three letters at once, and for the municipality; none of these: for SIND the year before. SIND's forty copies, and forty the year after."""
        for who, on, pieces in ((self.sind, D(2025, 4, 4), 3), (self.town, D(2025, 11, 3), 1), (self.sind, D(2024, 12, 30), 1)):
            f.PostFactory.create(organisation=who, received_on=on, pieces=pieces)
        for on, sheets in ((D(2025, 5, 5), 40), (D(2026, 1, 1), 40)):
            f.CopyingFactory.create(organisation=self.sind, on=on, sheets=sheets)

    def _work(self, on: date, base: BaseKind, there: list[tuple[Any, int | None]], **more: Any) -> Registration:
        row: Registration = f.RegistrationFactory.create(done_on=on, kind=self.kind(base), title=base.value, **more)
        for who, persons in there:
            named = {"label": who} if isinstance(who, str) else {"label": "", "organisation": who}
            f.ParticipationFactory.create(registration=row, persons=persons, **named)
        return row

    def _event(self, on: date, base: BaseKind, there: list[tuple[Any, int | None]], **more: Any) -> Event:
        starts = timezone.make_aware(datetime(on.year, on.month, on.day, 10))
        registration = self._work(on, base, there, tool="event", **more)
        row: Event = f.EventFactory.create(registration=registration, starts_at=starts, ends_at=starts + timezone.timedelta(hours=2))
        return row

    def _stop(self, event: Event, locality: Any, aboard: list[Any], **more: Any) -> None:
        stop = Stop.objects.create(event=event, place="Torvet", locality=locality, **more)
        for who in aboard:
            Aboard.objects.create(stop=stop, **({"label": who} if isinstance(who, str) else {"organisation": who}))

    def kind(self, base: BaseKind) -> Kind:
        return Kind.objects.filter(base=base).first() or f.KindFactory.create(name=base.value, base=base)
