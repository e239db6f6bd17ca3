"""Of somebody who searches, is shown the way or is referred by a code nothing can be found afterwards: not in a table, a mail, the trail or the log."""

import logging

from django.db import connection
from django.utils import timezone

from brobygger.directory import vocabulary
from brobygger.directory.models import Referral
from tests.factories import OfferFactory

MARKS = ("hemmelig", "98765432", "zxqw")


def everything_kept() -> str:
    """Every cell of every table, in one text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- names from the database itself
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found).casefold()


def test_nothing_is_found_afterwards(client, client_of, carla, gerd, centre, caplog):
    caplog.set_level(logging.DEBUG)
    vocabulary.lay_out()
    offer = OfferFactory.create(title="Sorgcafé", contact_mail="sorg@forening.example")
    for words in ("Inger Hemmelig er alene 98765432", "zxqw inger@hemmelig.example", "Inger Hemmelig"):
        client.get("/testby/tilbud/", {"q": words})
        client.get("/testby/tilbud/ord/", {"q": words})
    client.get(f"/testby/tilbud/{offer.pk}/?v={offer.pk}&navn=hemmelig")
    client.get(f"/testby/tilbud/liste/?v={offer.pk}&til=hemmelig")
    client_of(carla).post("/testby/kontor/vejvisning/", {"channel": "desk", "outcome": "shown", "age": "", "on": timezone.localdate().isoformat(), "name": "Inger Hemmelig", "theme": ""})
    given = {"how": "code", "who": "Inger Hemmelig", "phone": "98765432", "mail": "inger@hemmelig.example", "message": "zxqw", "age": "", "own_key": "k"}
    client_of(gerd).post(f"/testby/henvis/ny/?tilbud={offer.pk}", given)
    assert Referral.objects.get().anonymous
    kept, logged = everything_kept(), caplog.text.casefold()
    assert [mark for mark in MARKS if mark in kept] == []
    assert [mark for mark in MARKS if mark in logged.replace("\n", " ")] == []


def test_what_was_written_with_consent_goes_a_month_after_it_ended(client, client_of, gerd, centre):
    from brobygger.core.models import OutgoingMail
    from brobygger.directory import referring
    from brobygger.people import retention

    offer = OfferFactory.create(contact_mail="sorg@forening.example")
    given = {"how": "name", "who": "Inger Hemmelig", "phone": "98765432", "mail": "inger@hemmelig.example", "message": "zxqw", "age": "", "consent": "on", "own_key": "k"}
    client_of(gerd).post(f"/testby/henvis/ny/?tilbud={offer.pk}", given)
    row = referring.answer(Referral.objects.get(), "started", centre=centre, now=timezone.now())
    assert "hemmelig" in everything_kept()
    Referral.objects.filter(pk=row.pk).update(closed_on=timezone.localdate().replace(year=2020))
    retention.run()
    assert [mark for mark in MARKS if mark in everything_kept()] == []
    assert Referral.objects.filter(state="started").count() == 1
    assert OutgoingMail.objects.filter(to="sorg@forening.example").exists()
