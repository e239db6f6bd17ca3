"""What the journal counts: every base kind of plain registration, until a context of its own takes a kind over."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.journal.base_kinds import EVENTS, BaseKind
from brobygger.journal.models import ExternalFigure, Format, Kind, Mode, Participation, Registration
from brobygger.organisations.models import Network, Organisation, Sector, in_words
from brobygger.plan.measures import Choice, Evidence, Grouping, Member, Source, add, groupings, narrowings
from brobygger.plan.models import Plan
from brobygger.plan.periods import Period
from brobygger.plan.wording import day

JOURNAL = _("journal")
_WHO = "participations__who"


def _with(**condition: str) -> Any:
    """Rows some of whose participations match: as a sub-query, so that no row is counted twice."""
    (lookup,) = condition.values()

    def narrowing(values: list[Any]) -> Q:
        return Q(Exists(Participation.objects.filter(registration=OuterRef("pk"), **{f"{lookup}__in": values})))

    return narrowing


def _format(values: list[Any]) -> Q:
    """``online`` true: online or both; false: on site or both."""
    wanted = {Format.BOTH}
    for value in values:
        wanted.add(Format.ONLINE if value else Format.ON_SITE)
    return Q(format__in=sorted(wanted))


NARROWS: dict[str, Any] = {
    "base": "base",
    "kind": "kind",
    "theme": "theme",
    "target_group": "target_group",
    "locality": "locality",
    "place": "locality",
    "network": "network",
    "project": "project",
    "mode": "mode",
    "online": _format,
    "organisation": _with(lookup="organisation"),
    "sector": _with(lookup="sector"),
    "association": "participations__organisation",
}


def show(row: Registration) -> Evidence:
    return Evidence(row.done_on, row.title, row.get_absolute_url(), str(row.kind), row.persons)


@dataclass(frozen=True, slots=True)
class Of:
    """Registrations over some base kinds, and perhaps a further condition: as rows, and as a question to a line being typed."""

    bases: frozenset[BaseKind]
    more: Q = field(default_factory=Q)
    fact: Callable[[Mapping[str, Any]], bool] = bool

    def rows(self) -> QuerySet[Registration]:
        return Registration.objects.counting().filter(self.more, base__in=sorted(self.bases)).select_related("kind", "centre")

    def fits(self, facts: Mapping[str, Any]) -> bool:
        return facts.get("base") in self.bases and self.fact(facts)


def _of(*bases: BaseKind) -> Of:
    return Of(frozenset(bases))


def _count(key: str, of: Of, *, held: bool = False, watch: tuple[Any, ...] = (), **more: Any) -> None:
    defaults = {"mode": [Mode.HELD.value]} if held else {}
    add(
        key,
        Source(
            name=JOURNAL, rows=of.rows, show=show, on="done_on", narrows=NARROWS, watch=(Registration, *watch), defaults=defaults,
            fits=of.fits, **more,
        ),
    )


def _distinct(value: str) -> dict[str, Any]:
    return {"value": value, "distinct": True, "blank_is_nobody": value == _WHO, "names": in_words}


def _places(keys: Iterable[Any]) -> dict[Any, str]:
    return dict(Locality.objects.filter(pk__in=list(keys)).values_list("pk", "name"))


_EVENTS = Of(EVENTS)
_OF_WORKING_GROUP = Q(network__form=Network.Form.WORKING_GROUP)
_MEETINGS = Of(frozenset({BaseKind.NETWORK_MEETING}), ~_OF_WORKING_GROUP)
_ADVICE = _of(BaseKind.CONSULTATION)
_SHOWN = _of(BaseKind.PUBLICATION, BaseKind.VISIBILITY)
_INVITED = ~Q(attachment="") | Q(invited_at__isnull=False)
_JOINT = Q(network__isnull=False) | Q(Exists(Registration.co_hosts.through.objects.filter(registration=OuterRef("pk"))))


def _never(_facts: Mapping[str, Any]) -> bool:
    return False  # a line being typed has no attachment yet


_count("registrations", Of(frozenset(BaseKind)))
_count("volunteer_talks", _of(BaseKind.TALK, BaseKind.VOLUNTEER_TALK))
_count("volunteer_enquiries", _of(BaseKind.VOLUNTEER_ENQUIRY))
_count("guidance_contacts", _of(BaseKind.GUIDANCE))
_count("contacts_made", _of(BaseKind.CONTACT))
_count("practical_services", _of(BaseKind.PRACTICAL_SERVICE))
_count("meetings_attended", _of(BaseKind.MEETING_ATTENDED))
_count("needs_surveys", _of(BaseKind.NEEDS_SURVEY))
_count("publications", _of(BaseKind.PUBLICATION))
_count("materials_developed", _of(BaseKind.MATERIAL))
_count("process_notes", _of(BaseKind.PROCESS_NOTE))
_count("agreements_signed", _of(BaseKind.AGREEMENT))
_count("political_meetings", _of(BaseKind.POLITICAL_MEETING))
_count("organisations_made_visible", _SHOWN, **_distinct(_WHO))
_count("consultations", _ADVICE)
_count("consulted_organisations", _ADVICE, **_distinct(_WHO))
_count("consultation_hours", _ADVICE, value="minutes")
_count("events_held", _EVENTS, held=True)
_count("event_participants", _EVENTS, held=True, value="persons")
_count("event_organisations", _EVENTS, held=True, **_distinct(_WHO))
_count("events_with_invitation", Of(EVENTS, _INVITED, _never), held=True)
_count("events_without_attendance", Of(EVENTS, Q(persons=None), lambda facts: not facts.get("persons")), held=True)
_count("joint_activities", Of(EVENTS, _JOINT, lambda facts: bool(facts.get("network"))), held=True)
_count("network_meetings", _MEETINGS, held=True, watch=(Network,))
_count("network_meetings_with_agenda", Of(_MEETINGS.bases, _INVITED & ~_OF_WORKING_GROUP, _never), held=True, watch=(Network,))
_count("network_organisations", _MEETINGS, held=True, watch=(Network,), **_distinct(_WHO))
_count("working_group_meetings", Of(EVENTS, _OF_WORKING_GROUP, _never), held=True, watch=(Network,))
_count("interest_meetings", _of(BaseKind.INTEREST_MEETING), held=True)
_count("tours_held", _of(BaseKind.TOUR), held=True)
_count("tour_organisations", _of(BaseKind.TOUR), held=True, **_distinct(_WHO))
_count("tour_visitors", _of(BaseKind.TOUR), held=True, value="persons")
_count("relay_localities", _of(BaseKind.RELAY), value="locality", distinct=True, names=_places)
_count("relay_communities", _of(BaseKind.RELAY), **_distinct(_WHO))
_count("localities_active", _EVENTS, held=True, value="locality", distinct=True, names=_places)
# Visible at others' events: registered as such, or as an event of any kind that the centre joined.
_count(
    "visibility_events",
    Of(
        EVENTS | {BaseKind.VISIBILITY},
        Q(base=BaseKind.VISIBILITY) | Q(mode=Mode.JOINED),
        lambda facts: facts.get("base") == BaseKind.VISIBILITY or facts.get("mode") == Mode.JOINED,
    ),
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


def _show_network(row: Network) -> Evidence:
    assert row.started_on is not None  # noqa: S101 -- for the type checker: the sources hold those that have started
    return Evidence(row.started_on, row.name, f"/{row.centre.key}/kontor/netvaerk/{row.pk}/", str(row.get_form_display()))


def _active(period: Period) -> Q:
    """Formed by the end of the period, and neither closed before it began nor resting when it ended."""
    return Q(started_on__lte=period.end) & (Q(closed_on=None) | Q(closed_on__gte=period.start)) & (Q(resting_since=None) | Q(resting_since__gt=period.end))


add(
    "networks_started",
    Source(
        name=_("networks"), rows=lambda: Network.objects.networks().filter(started_on__isnull=False).select_related("centre"), show=_show_network, on="started_on",
        narrows={"theme": "theme"}, watch=(Network,),
    ),
)
add(
    "working_groups_active",
    Source(
        name=_("working groups"), rows=lambda: Network.objects.working_groups().filter(started_on__isnull=False).select_related("centre"), show=_show_network, during=_active,
        narrows={"theme": "theme"}, watch=(Network,),
    ),
)


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
narrowings.add("sector", Choice(_("sector"), lambda: Sector.choices))
narrowings.add("mode", Choice(_("whose"), lambda: Mode.choices))
narrowings.add("online", Choice(_("online or on site"), lambda: [(True, _("online")), (False, _("on site"))]))


def _said_in(column: str) -> Callable[[], Iterable[tuple[Any, str]]]:
    """The values an external figure's column has had, to choose from."""
    return lambda: [(each, each) for each in ExternalFigure.objects.order_by(column).values_list(column, flat=True).distinct()]


narrowings.add("source", Choice(_("source"), _said_in("source"), watch=(ExternalFigure,)))
narrowings.add("name", Choice(_("figure"), _said_in("name"), watch=(ExternalFigure,)))
