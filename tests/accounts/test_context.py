"""The menu shows the room one stands in, on its front page and on its other lists."""

import pytest

from brobygger.accounts.menu import Entry, arranged
from brobygger.core.navigation import Door


def entries(answer):
    return [entry for part in answer.context["navigation"] for entry in part.entries]


@pytest.mark.parametrize(
    ("page", "room"),
    [
        ("", "I dag"), ("planer/", "Planer"), ("planer/ny/", "Planer"), ("registreringer/", "Registreringer"), ("organisationer/", "Organisationer"), ("medlemmer/", "Organisationer"),
        ("netvaerk/", "Arrangementer"), ("samarbejder/", "Organisationer"), ("moeder/", "Bestyrelse"), ("beslutninger/", "Bestyrelse"), ("rapporter/", "Rapporter"),
        ("soeg/", "Søg"), ("indstillinger/", "Indstillinger"), ("indstillinger/spor/", "Indstillinger"), ("kalender/", None),
    ],
)
def test_one_room_is_marked_as_the_current_one(client_of, astrid, centre, page, room):
    menu = entries(client_of(astrid).get(f"/testby/kontor/{page}"))
    assert [str(entry.label) for entry in menu if entry.here] == ([room] if room else [])


def test_the_desk_has_a_door_to_what_people_ask_for_and_staff_find_it_under_advice(client_of, astrid, carla, centre):
    doors = [[str(entry.label) for entry in entries(client_of(each).get("/testby/kontor/"))] for each in (carla, astrid)]
    assert ["Henvendelser" in each for each in doors] == [True, False]
    menu = entries(client_of(carla).get("/testby/kontor/sparring/henvendelser/"))
    assert [str(entry.label) for entry in menu if entry.here] == ["Henvendelser"]


def test_a_leader_finds_many_doors_under_a_few_folds_and_the_fold_she_stands_in_is_marked(client_of, astrid, centre):
    parts = client_of(astrid).get("/testby/kontor/moeder/").context["navigation"]
    assert [str(part.label or part.entries[0].label) for part in parts] == ["I dag", "Planen", "Arbejdet", "Foreningerne", "Søg", "Indstillinger"]
    assert [str(part.label) for part in parts if part.here] == ["Planen"]


def _shown(*folds):
    ways = [(Door(f"{number}", "", "", number, under=fold), Entry(f"{number}", "", here=False)) for number, fold in enumerate(folds)]
    return [(part.label, [entry.label for entry in part.entries]) for part in arranged(ways)]


def test_few_doors_stand_side_by_side_and_a_fold_of_one_is_a_door():
    assert _shown("", "A", "A", "B") == [("", ["0"]), ("", ["1"]), ("", ["2"]), ("", ["3"])]
    assert _shown("", "A", "B", "A", "", "A", "", "", "A") == [("", ["0"]), ("A", ["1", "3", "5", "8"]), ("", ["2"]), ("", ["4"]), ("", ["6"]), ("", ["7"])]
