"""Every measure of the work, narrowed in every way it offers, against figures counted by hand on one small centre's year."""

from typing import Any

from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.forms.target import narrowings_of
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import measures
from brobygger.plan.periods import Period
from tests.plan.small_centre import SmallCentre

YEAR = Period.year(2025)
# Counted on paper from tests/plan/small_centre.py. A point: the measure is not narrowed by that at all.
BY_HAND = """
                                  all base kind theme target_group locality network project organisation host sector mode online formal member membership about client source name channel outcome
    volunteer_talks                 4    0    0     1            1        2       0       1            0    .      1    0      1      .      .          .     .      .      .    .       .       1
    volunteer_enquiries             4    0    0     1            1        2       0       1            0    .      1    0      1      .      .          .     .      .      .    .       .       .
    events_held                    10    5    1     4            2        3       3       3            5    .      4    1      3      .      .          .     .      .      .    .       .       .
    event_participants             73   59   10    49           11       16      11      20            6    .     11    3      8      6     16          .     .      .      .    .       .       .
    event_organisations             5    4    2     3            2        3       3       4            1    .      1    1      3      1      3          .     .      .      .    .       .       .
    events_with_invitation          2    2    1     1            1        1       0       0            1    .      1    0      1      .      .          .     .      .      .    .       .       .
    events_without_attendance       3    1    0     0            0        0       1       0            0    .      0    0      1      .      .          .     .      .      .    .       .       .
    joint_activities                5    3    1     2            1        2       3       0            2    1      2    1      1      .      .          .     .      .      .    .       .       .
    working_groups_formed           2    .    .     0            .        0       1       0            1    .      0    .      .      .      .          .     .      .      .    .       .       .
    working_groups_active           2    .    .     0            .        0       1       0            1    .      0    .      .      .      .          .     .      .      .    .       .       .
    working_group_meetings          1    0    0     0            0        0       1       0            0    .      0    0      0      .      .          .     .      .      .    .       .       .
    collaborations_active           1    .    .     1            1        1       .       .            0    .      1    .      .      .      .          .     .      .      .    .       .       .
    contacts_made                   2    2    2     1            1        1       0       1            0    .      1    0      1      .      .          .     .      .      .    .       .       .
    practical_services              5    0    0     1            1        1       0       1            2    .      2    0      1      .      .          .     .      .      .    .       .       .
    visibility_events               2    0    1     1            1        1       0       0            1    1      0    1      0      .      .          .     .      .      .    .       .       .
    meetings_attended               2    0    0     1            1        1       0       1            0    .      1    0      1      .      .          .     .      .      .    .       .       .
    network_meetings                2    2    0     0            0        1       1       0            1    .      0    0      1      .      .          .     .      .      .    .       .       .
    network_meetings_with_agenda    1    1    0     0            0        1       1       0            1    .      0    0      0      .      .          .     .      .      .    .       .       .
    network_organisations           2    2    0     0            0        2       2       0            1    .      0    0      0      1      1          .     .      .      .    .       .       .
    interest_meetings               1    0    0     1            0        0       1       0            0    .      1    0      0      .      .          .     .      .      .    .       .       .
    networks_started                1    .    .     1            .        1       1       0            1    .      1    .      .      .      .          .     .      .      .    .       .       .
    networks_evaluated              1    .    .     1            .        1       1       0            1    .      1    .      .      .      .          .     .      .      .    .       .       .
    networks_closed                 1    .    .     1            .        1       1       0            1    .      1    .      .      .      .          .     .      .      .    .       .       .
    needs_surveys                   3    0    0     1            1        1       0       1            0    .      1    0      1      .      .          .     .      .      .    .       .       .
    consultations                   3    3    3     1            1        1       0       1            1    .      0    0      1      .      .          .     1      1      .    .       .       .
    consulted_organisations         3    3    3     1            1        1       0       1            1    .      0    0      1      1      1          .     1      1      .    .       .       .
    consultation_hours              3    3    3     0            0        0       0       1            0    .      0    0      0      .      .          .     0      0      .    .       .       .
    publications                    2    2    0     1            0        0       0       0            1    .      0    0      0      .      .          .     .      .      .    .       1       .
    organisations_made_visible      3    2    0     3            1        0       0       0            1    .      0    0      0      1      2          .     .      .      .    .       .       .
    opportunity_support             1    1    1     1            0        1       0       0            1    .      0    0      0      .      .          .     1      0      .    .       .       .
    opportunities_published         2    .    .     1            1        1       .       .            1    .      0    .      .      .      .          .     .      .      .    .       .       .
    matches_introduced              3    .    .     2            1        2       .       .            2    .      0    .      .      .      .          .     .      .      .    .       .       .
    matches_started                 2    .    .     1            1        1       .       .            1    .      0    .      .      .      .          .     .      .      .    .       .       .
    matches_lasting                 1    .    .     1            0        1       .       .            1    .      0    .      .      .      .          .     .      .      .    .       .       .
    own_volunteers                  1    .    .     0            1        0       .       .            .    .      .    .      .      .      .          .     .      .      .    .       .       .
    volunteer_hours                 2    .    .     0            2        0       .       .            .    .      .    .      .      .      .          .     .      .      .    .       .       .
    inclusive_associations          1    .    .     1            1        1       .       .            1    .      0    .      .      .      .          .     .      .      .    .       .       .
    place_preparations              2    1    1     1            1        1       0       0            1    .    0    0    1    .    .    .    0    1    .    .    .    .
    materials_developed             2    0    0     1            1        1       0       1            0    .      1    0      1      .      .          .     .      .      .    .       .       .
    communities_started             1    .    .     0            0        0       1       1            1    .      0    .      .      .      .          .     .      .      .    .       .       .
    guidance_contacts               3    0    0     1            1        1       0       1            0    .      1    0      1      .      .          .     .      .      .    .       .       .
    external_figures               50    .    .     .            .        .       .       .            .    .      .    .      .      .      .          .     .      .     41    9       .       .
    evaluations_done                2    1    1     1            1        1       1       0            1    .      1    0      0      .      .          .     .      .      .    .       .       .
    evaluation_score               80   90   90    90           90       90      70       0           90    .     90    0      0      .      .          .     .      .      .    .       .       .
    members                         2    .    .     1            1        1       .       .            1    .      0    .      .      1      .          1     .      .      .    .       .       .
    new_members                     1    .    .     0            0        0       .       .            0    .      0    .      .      0      .          0     .      .      .    .       .       .
    member_types                    2    .    .     1            1        1       .       .            1    .      0    .      .      1      .          1     .      .      .    .       .       .
    member_localities               2    .    .     1            1        1       .       .            1    .      0    .      .      1      .          1     .      .      .    .       .       .
    localities_active               2    2    1     2            1        1       1       2            2    .      1    1      2      .      .          .     .      .      .    .       .       .
    tours_held                      1    1    0     1            0        0       0       0            1    .      1    0      0      .      .          .     .      .      .    .       .       .
    tour_organisations              2    2    0     2            0        2       0       0            1    .      0    0      0      1      1          .     .      .      .    .       .       .
    tour_visitors                  32   32    0    32            0        0       0       0            0    .      2    0      0      0      2          .     .      .      .    .       .       .
    relay_km                       13   13    0     0            0        4       0      13            4    .      0    0      0      .      .          .     .      .      .    .       .       .
    relay_localities                2    2    0     0            0        1       0       2            1    .      0    0      0      .      .          .     .      .      .    .       .       .
    relay_communities               2    2    0     0            0        0       0       2            1    .      0    0      0      1      1          .     .      .      .    .       .       .
    political_meetings              2    0    0     1            1        1       0       1            0    .      1    0      1      .      .          .     .      .      .    .       .       .
    agreements_signed               2    2    0     1            1        1       0       1            0    .      1    0      1      .      .          .     .      .      .    .       .       .
    process_notes                   2    0    0     1            1        1       0       1            0    .      1    0      1      .      .          .     .      .      .    .       .       .
    registrations                  37   14    7    17           14       15       3      14            8    .     14    1     14      .      .          .     .      .      .    .       .       .
"""
# As above, of citizens: another table, since they are narrowed by other things.
OF_CITIZENS = """
                               all theme target_group locality project organisation sector mode online kind meaning group_type exchange_category
    offers_verified              3     2            2        2       .            2      1    .      .    .       2          .                 .
    offer_views                  7     5            5        5       .            5      2    .      .    .       5          .                 .
    offer_searches               7     .            .        4       .            .      .    .      .    .       4          .                 .
    guidance_contacts            .     .            .        .       .            .      .    .      .    .       1          .                 .
    referrals_made               2     1            .        1       .            1      1    .      .    .       .          .                 .
    referrals_started            2     2            .        1       .            2      0    .      .    .       .          .                 .
    accompaniments               2     1            .        1       .            .      .    .      .    .       .          .                 .
    groups_started               1     1            1        1       1            0      0    0      0    0       .          1                 .
    groups_running               1     1            1        1       1            0      0    0      0    0       .          1                 .
    group_participants           2     2            2        2       2            0      0    0      0    0       .          2                 .
    communities_started          .     .            .        .       .            .      .    0      0    0       .          0                 .
    evaluations_done             .     .            .        .       .            .      .    .      .    .       .          0                 .
    evaluation_score             .     .            .        .       .            .      .    .      .    .       .          0                 .
    exchanges_made               2     .            .        1       .            2      1    .      .    .       .          .                 1
    exchange_hours               3     .            .        2       .            2      3    .      .    .       .          .                 2
    equipment_loans              2     .            .        .       .            1      1    .      .    .       .          .                 .
"""
# … and of the house and what is asked. Twice a figure of the first table is narrowed by what only questionnaires have.
OF_THE_HOUSE = """
                               all theme locality network organisation sector room survey questionnaire
    bookings_held                4     .        3       .            2      1    3      .             .
    booking_hours                5     .        4       .            3      1    4      .             .
    booking_organisations        2     .        2       .            1      1    2      .             .
    questionnaires_sent          4     1        .       1            .      .    .      1             1
    questionnaire_answers        7     3        .       2            .      .    .      2             2
    goal_feedback                2     0        .       0            .      .    .      0             0
    needs_surveys                .     .        .       .            .      .    .      0             0
    evaluations_done             .     .        .       .            .      .    .      1             1
    evaluation_score             .     .        .       .            .      .    .     70            70
"""
# … and of money: kroner are those of a grant, or of an answer that is not written down as one yet.
OF_MONEY = """
                             all  theme project    fund
    applications_sent          3      2       1       3
    applications_granted       2      2       1       2
    amount_granted        350000 250000  250000  250000
"""
OF_THE_BOARD = {"documents_adopted", "documents_reviewed", "follow_ups_done"}


def the_narrowings(made: SmallCentre) -> dict[str, dict[str, list[Any]]]:
    """What stands at the head of each column: several kinds of work, one of everything else."""
    bases = ["course", "tour", "relay", "consultation", "publication", "network_meeting", "contact", "agreement"]
    kinds = [made.kind(base).pk for base in ("course", "consultation", "fair", "contact")]
    wanted: dict[str, list[Any]] = {
        "base": bases, "kind": kinds, "theme": [made.theme.pk], "target_group": [made.elders.pk], "locality": [made.korsoer.pk],
        "network": [made.dementia.pk, made.walking.pk], "project": [made.project.pk], "organisation": [made.sind.pk], "host": [made.town.pk],
        "sector": ["municipality"], "mode": ["joined"], "online": [True], "formal": ["association"], "member": [False], "membership": [made.association.pk],
        "about": ["job_post"], "client": ["group"], "source": ["Portal"], "name": ["Besøg"], "channel": ["press"],
        "outcome": ["suggestions"], "meaning": [made.lonely.pk], "group_type": ["self_help"], "exchange_category": [made.hands.pk],
        "room": [made.hall.pk], "survey": ["network"], "questionnaire": [made.of_the_network.pk], "fund": [made.fund.pk],
    }
    return {"all": {}, **{key: {key: values} for key, values in wanted.items()}}


def the_figures() -> dict[tuple[str, str], int]:
    figures: dict[tuple[str, str], int] = {}
    for table in (BY_HAND, OF_CITIZENS, OF_THE_HOUSE, OF_MONEY):
        head, *lines = [line.split() for line in table.strip().splitlines()]
        figures |= {(line[0], column): int(cell) for line in lines for column, cell in zip(head, line[1:], strict=True) if cell != "."}
    return figures


def added_up(key: str, narrow: dict[str, list[Any]]) -> int:
    """The figure as a reader adds it up from the rows that the page shows behind it."""
    measure, told_apart, values = measures[key], set(), []
    for source in (each.towards(narrow) for each in measure.sources):
        for row in source.evidence(YEAR, narrow):
            if not source.distinct:
                values.append((getattr(row, source.value) or 0) if source.value else 1)
            elif source.value == "participations__who":
                told_apart |= {each.who for each in row.participations.all()} - {""}
            else:
                value = row
                for name in source.value.split("__"):
                    value = getattr(value, name)
                told_apart |= {value} - {"", None}
    if measure.unit is Unit.AVERAGE:
        return round(sum(values) / len(values)) if values else 0
    total = sum(values)
    return len(told_apart) or int(total // 60 if measure.unit is Unit.HOURS else total)


def test_every_figure_is_the_one_counted_by_hand_and_the_sum_of_its_rows(centre):
    narrowings, by_hand = the_narrowings(SmallCentre()), the_figures()
    demands = {cell: Demand(cell[0], YEAR, freeze(narrowings[cell[1]])) for cell in by_hand}
    found = count(demands.values())
    assert {cell: found[demand] for cell, demand in demands.items()} == by_hand
    assert {cell: added_up(cell[0], narrowings[cell[1]]) for cell in by_hand} == by_hand


def test_no_measure_and_no_narrowing_is_left_out():
    offered = {(key, narrowing) for key, measure in measures.items() if measure.counted and key not in OF_THE_BOARD for narrowing in narrowings_of(key)}
    counted = {(key, "all") for key, measure in measures.items() if measure.counted and key not in OF_THE_BOARD}
    assert set(the_figures()) == offered | counted
