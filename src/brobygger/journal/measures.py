"""What the journal counts: every base kind of plain registration, until a context of its own takes a kind over."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.journal.base_kinds import EVENTS, BaseKind
from brobygger.journal.channels import Channel
from brobygger.journal.models import ExternalFigure, Kind, Mode, Participation, Registration, State
from brobygger.journal.narrowing import Narrows, beneath, columns, hosts, some_of_those, those
from brobygger.organisations.models import Network, NetworkMember, NetworkRest, Organisation, Sector, in_words
from brobygger.organisations.narrowing import CONDITIONS, WATCH
from brobygger.plan.measures import Choice, Evidence, Grouping, Lookup, Member, Source, add, groupings, narrowings
from brobygger.plan.models import Plan
from brobygger.plan.periods import Period
from brobygger.plan.wording import day

JOURNAL = _("journal")
WHO = "participations__who"


_THERE = ("organisation", "sector")


def show(row: Registration) -> Evidence:
    return Evidence(row.done_on, row.title, row.get_absolute_url(), str(row.kind), row.persons)


def show_part(row: Participation) -> Evidence:
    """Of a piece of work, those alone whom the figure is about."""
    work = row.registration
    return Evidence(work.done_on, work.title, work.get_absolute_url(), str(row), row.persons)


@dataclass(frozen=True, slots=True)
class Of:
    """Registrations over some base kinds, and perhaps a further condition: as rows, and as a question to a line being typed."""

    bases: frozenset[BaseKind]
    more: Q = field(default_factory=Q)
    fact: Callable[[Mapping[str, Any]], bool] = bool

    def rows(self) -> QuerySet[Registration]:
        return Registration.objects.counting().filter(self.more, base__in=sorted(self.bases)).select_related("kind", "centre")

    def parts(self) -> QuerySet[Participation]:
        """Those who took part in them, by where they came from."""
        held = {"registration__draft": False, "registration__state": State.HELD, "registration__base__in": sorted(self.bases)}
        return Participation.objects.filter(beneath("registration", self.more), **held).select_related("organisation", "registration__centre")

    def fits(self, facts: Mapping[str, Any]) -> bool:
        return facts.get("base") in self.bases and self.fact(facts)


def _of(*bases: BaseKind) -> Of:
    return Of(frozenset(bases))


def narrows_of(bases: Iterable[BaseKind], keys: Iterable[str] = _THERE, more: Mapping[str, Lookup] | None = None) -> Narrows:
    """What registrations of ``bases`` can be narrowed by; ``keys``: by whom some of those who took part were."""
    return Narrows({**columns(), **some_of_those(keys), "association": "participations__organisation", **(more or {})}, bases)


def registered(
    of: Of, *, name: Any = JOURNAL, held: bool = False, watch: tuple[Any, ...] = (), narrows: Mapping[str, Lookup] | None = None, **more: Any
) -> Source:
    """Registrations as a source; where persons or those who took part are asked for by a part of them, their participations answer."""
    defaults = {"mode": [Mode.HELD.value]} if held else {}
    value = {"persons": "persons", WHO: "who"}.get(more.get("value", ""), "")
    keys = tuple(CONDITIONS) if value else _THERE
    watch = (Registration, *watch, *(WATCH if value else ()))
    more["blank_is_nobody"] = value == "who"
    finer = None
    if value:
        known = {**columns("registration"), **those("registration"), **(narrows or {})}
        finer = Source(
            name=name, rows=of.parts, show=show_part, on="registration__done_on", narrows=Narrows(known, of.bases, "registration"), watch=watch,
            defaults=defaults, **{**more, "value": value},
        )
    return Source(
        name=name, rows=of.rows, show=show, on="done_on", narrows=narrows_of(of.bases, keys, narrows), watch=watch, defaults=defaults, fits=of.fits,
        finer=finer, finer_by=frozenset({*CONDITIONS, "association"}), **more,
    )


def _count(key: str, of: Of, **more: Any) -> None:
    add(key, registered(of, **more))


def distinct(value: str) -> dict[str, Any]:
    return {"value": value, "distinct": True, "names": in_words}


def places(keys: Iterable[Any]) -> dict[Any, str]:
    return dict(Locality.objects.filter(pk__in=list(keys)).values_list("pk", "name"))


_EVENTS = Of(EVENTS)
_OF_WORKING_GROUP = Q(network__form=Network.Form.WORKING_GROUP)
MEETINGS = Of(frozenset({BaseKind.NETWORK_MEETING}), ~_OF_WORKING_GROUP)
_ADVICE = _of(BaseKind.CONSULTATION)
_SHOWN = _of(BaseKind.PUBLICATION, BaseKind.VISIBILITY)
_INVITED = ~Q(attachment="") | Q(invited_at__isnull=False)
_JOINT = Q(network__isnull=False) | Q(Exists(Registration.co_hosts.through.objects.filter(registration=OuterRef("pk"))))


def never(_facts: Mapping[str, Any]) -> bool:
    return False  # a line being typed has no attachment yet


_BY_HOST: dict[str, Lookup] = {"host": partial(hosts, "")}
_CO_HOSTS = (Registration.co_hosts.through,)

_count("registrations", Of(frozenset(BaseKind)))
_count("volunteer_talks", _of(BaseKind.TALK, BaseKind.VOLUNTEER_TALK))
_count("volunteer_enquiries", _of(BaseKind.VOLUNTEER_ENQUIRY))
_count("guidance_contacts", _of(BaseKind.GUIDANCE))
_count("contacts_made", _of(BaseKind.CONTACT))
_count("practical_services", _of(BaseKind.PRACTICAL_SERVICE))
_count("meetings_attended", _of(BaseKind.MEETING_ATTENDED))
_count("needs_surveys", _of(BaseKind.NEEDS_SURVEY))
_count("publications", _of(BaseKind.PUBLICATION), narrows={"channel": "channel"})
_count("materials_developed", _of(BaseKind.MATERIAL))
_count("process_notes", _of(BaseKind.PROCESS_NOTE))
_count("agreements_signed", _of(BaseKind.AGREEMENT))
_count("political_meetings", _of(BaseKind.POLITICAL_MEETING))
_count("organisations_made_visible", _SHOWN, **distinct(WHO))
_count("consultations", _ADVICE)
_count("consulted_organisations", _ADVICE, **distinct(WHO))
_count("consultation_hours", _ADVICE, value="minutes")
_count("events_held", _EVENTS, held=True)
_count("event_participants", _EVENTS, held=True, value="persons")
_count("event_organisations", _EVENTS, held=True, **distinct(WHO))
_count("events_with_invitation", Of(EVENTS, _INVITED, never), held=True)
_count("events_without_attendance", Of(EVENTS, Q(persons=None), lambda facts: not facts.get("persons")), held=True)
_count("joint_activities", Of(EVENTS, _JOINT, lambda facts: bool(facts.get("network"))), held=True, narrows=_BY_HOST, watch=_CO_HOSTS)
_count("network_meetings", MEETINGS, held=True, watch=(Network,))
_count("network_organisations", MEETINGS, held=True, watch=(Network,), **distinct(WHO))
_count("working_group_meetings", Of(EVENTS, _OF_WORKING_GROUP, never), held=True, watch=(Network,))
_count("interest_meetings", _of(BaseKind.INTEREST_MEETING), held=True)
_count("tours_held", _of(BaseKind.TOUR), held=True)
# Where a tool keeps a tour's stops, those on board stand there.
_count("tour_organisations", Of(frozenset({BaseKind.TOUR}), Q(tool="")), held=True, **distinct(WHO))
_count("tour_visitors", _of(BaseKind.TOUR), held=True, value="persons")
_count("relay_localities", _of(BaseKind.RELAY), held=True, value="locality", distinct=True, names=places)
_count("relay_communities", _of(BaseKind.RELAY), held=True, **distinct(WHO))
_count("localities_active", _EVENTS, held=True, value="locality", distinct=True, names=places)
# Visible at others' events: registered as such, or as an event of any kind that the centre joined.
_count(
    "visibility_events",
    Of(
        EVENTS | {BaseKind.VISIBILITY},
        Q(base=BaseKind.VISIBILITY) | Q(mode=Mode.JOINED),
        lambda facts: facts.get("base") == BaseKind.VISIBILITY or facts.get("mode") == Mode.JOINED,
    ),
    narrows=_BY_HOST,
    watch=_CO_HOSTS,
)


def _show_figure(row: ExternalFigure) -> Evidence:
    """Marked as somebody else's count: a reader must see that no registration stands behind it."""
    said = _("external figure from %(source)s, read %(day)s") % {"source": row.source, "day": day(row.read_on)}
    return Evidence(row.ends_on, row.name, row.get_absolute_url(), said, row.value)


add(
    "external_figures",
    Source(
        name=_("external figures"),
        rows=lambda: ExternalFigure.objects.select_related("centre"),
        show=_show_figure,
        on="ends_on",
        value="value",
        narrows={"source": "source", "name": "name"},
        watch=(ExternalFigure,),
    ),
)


def _network_source(name: Any, rows: Callable[[], QuerySet[Network]], on: str, during: Callable[[Period], Q] | None = None) -> Source:
    """Networks by a day of their own, or by what holds in a period. Their places and projects are those of their work; they are whose members are in them."""

    def show_network(row: Network) -> Evidence:
        return Evidence(getattr(row, on), row.name, f"/{row.centre.key}/kontor/netvaerk/{row.pk}/", str(row.get_form_display()))

    narrows: dict[str, Lookup] = {
        "theme": "theme", "network": "pk", "locality": partial(_where_it_works, "locality"), "place": partial(_where_it_works, "locality"),
        "project": partial(_where_it_works, "project"), "organisation": partial(_with_members, "organisation", on if during is None else ""), "association": partial(_with_members, "organisation", on if during is None else ""),
        "sector": partial(_with_members, "organisation__sector", on if during is None else ""),
    }
    known: dict[str, Any] = {"on": on} if during is None else {"during": during}
    return Source(
        name=name, rows=lambda: rows().filter(**{f"{on}__isnull": False}).select_related("centre"), show=show_network, narrows=narrows,
        watch=(Network, NetworkRest, NetworkMember, Organisation, Registration), **known,
    )


def _with_members(column: str, on: str, values: list[Any]) -> Q:
    """Those in it on the network's day ``on``; at any time, where a whole period is asked about."""
    there = NetworkMember.objects.filter(network=OuterRef("pk"), organisation__isnull=False, **{f"{column}__in": [each for each in values if each is not None]}).order_by()
    if on:
        there = there.filter(Q(since=None) | Q(since__lte=OuterRef(on)), Q(until=None) | Q(until__gte=OuterRef(on)))
    return Q(Exists(there))


def _where_it_works(column: str, values: list[Any]) -> Q:
    work = Registration.objects.counting().filter(network=OuterRef("pk")).order_by()
    found = Q(Exists(work.filter(**{f"{column}__in": [each for each in values if each is not None]})))
    return found | ~Q(Exists(work.filter(**{f"{column}__isnull": False}))) if None in values else found


def _active(period: Period) -> Q:
    """Formed by the end of the period, and neither closed before it began nor resting when it ended."""
    rested = NetworkRest.objects.filter(network=OuterRef("pk"), starts_on__lte=period.end, ends_on__gt=period.end)
    awake = (Q(resting_since=None) | Q(resting_since__gt=period.end)) & ~Q(Exists(rested))
    return Q(started_on__lte=period.end) & (Q(closed_on=None) | Q(closed_on__gte=period.start)) & awake


add("networks_started", _network_source(_("networks"), lambda: Network.objects.networks(), "started_on"))
add("networks_evaluated", _network_source(_("networks"), lambda: Network.objects.networks(), "evaluated_on"))
add("networks_closed", _network_source(_("networks"), lambda: Network.objects.networks(), "closed_on"))
add("working_groups_formed", _network_source(_("working groups"), lambda: Network.objects.working_groups(), "started_on"))
add("working_groups_active", _network_source(_("working groups"), lambda: Network.objects.working_groups(), "started_on", _active))


def _networks(period: Period) -> Iterable[Member]:
    for network in Network.objects.networks().alive_in(period.start, period.end):
        yield Member(network.pk, network.name, network.started_on, network.closed_on)


def _localities(_period: Period) -> Iterable[Member]:
    return [Member(row.pk, row.name) for row in Locality.objects.filter(retired=False)]


def _associations(_period: Period) -> Iterable[Member]:
    return [Member(row.pk, row.name) for row in Organisation.objects.filter(sector=Sector.CIVIL_SOCIETY)]


groupings.add("network", Grouping(_("network"), _networks, watch=(Network,)))
groupings.add("locality", Grouping(_("locality"), _localities))
groupings.add("place", Grouping(_("place"), _localities))
groupings.add("association", Grouping(_("association"), _associations, watch=(Organisation,)))

narrowings.add("base", Choice(_("counts as"), lambda: BaseKind.choices))
narrowings.add("kind", Choice(_("kind of work"), lambda: Kind.objects.values_list("pk", "name")))
narrowings.add("theme", Choice(_("theme"), lambda: Theme.objects.values_list("pk", "name")))
narrowings.add("target_group", Choice(_("target group"), lambda: TargetGroup.objects.values_list("pk", "name")))
narrowings.add("locality", Choice(_("locality"), lambda: Locality.objects.values_list("pk", "name")))
narrowings.add("network", Choice(_("network"), lambda: Network.objects.values_list("pk", "name"), watch=(Network,)))
narrowings.add("project", Choice(_("project"), lambda: Plan.objects.filter(kind=Plan.Kind.PROJECT).values_list("pk", "title"), watch=(Plan,)))
narrowings.add("organisation", Choice(_("organisation"), lambda: Organisation.objects.values_list("pk", "name"), watch=(Organisation,)))
narrowings.add("host", Choice(_("held by or together with"), lambda: Organisation.objects.values_list("pk", "name"), watch=(Organisation,)))
narrowings.add("sector", Choice(_("sector"), lambda: Sector.choices))
narrowings.add("channel", Choice(_("channel"), lambda: Channel.choices))
narrowings.add("mode", Choice(_("whose"), lambda: Mode.choices))
narrowings.add("online", Choice(_("online or on site"), lambda: [(True, _("online")), (False, _("on site"))]))


def _said_in(column: str) -> Callable[[], Iterable[tuple[Any, str]]]:
    """The values an external figure's column has had, to choose from."""
    return lambda: [(each, each) for each in ExternalFigure.objects.order_by(column).values_list(column, flat=True).distinct()]


narrowings.add("source", Choice(_("source"), _said_in("source"), watch=(ExternalFigure,)))
narrowings.add("name", Choice(_("figure"), _said_in("name"), watch=(ExternalFigure,)))
