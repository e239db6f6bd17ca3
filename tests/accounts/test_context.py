"""The menu shows the room one stands in, on its front page and on its other lists."""

import pytest


@pytest.mark.parametrize(
    ("page", "room"),
    [
        ("", "I dag"), ("planer/", "Planer"), ("planer/ny/", "Planer"), ("registreringer/", "Registreringer"), ("organisationer/", "Organisationer"), ("medlemmer/", "Organisationer"),
        ("netvaerk/", "Arrangementer"), ("samarbejder/", "Organisationer"), ("moeder/", "Bestyrelse"), ("beslutninger/", "Bestyrelse"), ("rapporter/", "Rapporter"),
        ("soeg/", "Søg"), ("indstillinger/", "Indstillinger"), ("indstillinger/spor/", "Indstillinger"), ("kalender/", None),
    ],
)
def test_one_room_is_marked_as_the_current_one(client_of, astrid, centre, page, room):
    menu = client_of(astrid).get(f"/testby/kontor/{page}").context["navigation"]
    assert [str(label) for label, _url, current in menu if current] == ([room] if room else [])


def test_the_desk_has_a_door_to_what_people_ask_for_and_staff_find_it_under_advice(client_of, astrid, carla, centre):
    doors = [[str(label) for label, _url, _here in client_of(each).get("/testby/kontor/").context["navigation"]] for each in (carla, astrid)]
    assert ["Henvendelser" in each for each in doors] == [True, False]
    menu = client_of(carla).get("/testby/kontor/sparring/henvendelser/").context["navigation"]
    assert [str(label) for label, _url, here in menu if here] == ["Henvendelser"]
