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
