"""Where publicity stood: named by a typed line, kept for publicity alone, and counted by."""

from datetime import date

import pytest
from django.utils import timezone

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.channels import channel_in
from brobygger.journal.models import Registration
from brobygger.journal.reading import keep
from tests.factories import KindFactory
from tests.plan.growing import work


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("Opslag på Facebook om frivillighed", "social_media"), ("Artikel i Sjællandske om bussen", "press"), ("Pressemeddelelse", "press"), ("Nyhedsbrev maj", "newsletter"),
        ("Interview i lokalradioen", "press"), ("Indslag i radioen", "broadcast"), ("Tekst på hjemmesiden", "website"), ("Plakater i hele byen", "print"), ("Opslag", ""),
    ],
)  # fmt: skip
def test_a_line_names_its_channel(line, channel):
    assert channel_in(line) == channel


def test_a_typed_line_keeps_it_for_publicity_alone(centre, bo):
    KindFactory.create(name="Opslag", base="publication")
    KindFactory.create(name="Workshop", base="workshop")
    for line in ("Opslag på Facebook om bussen", "Workshop om Facebook"):
        keep(line, by=bo, today=timezone.localdate(), now=timezone.now())
    assert list(Registration.objects.order_by("pk").values_list("base", "channel")) == [("publication", "social_media"), ("workshop", "")]


def test_the_form_keeps_it_and_the_page_says_so(client_of, bo):
    row = work(date(2025, 3, 3), BaseKind.PUBLICATION)
    browser = client_of(bo)
    form = browser.get(f"{row.get_absolute_url()}ret/").context["form"]
    given = {name: form[name].value() or "" for name in ("done_on", "kind", "title", "mode", "state", "format")}
    given |= {"done_on": "2025-03-03", "channel": "newsletter", "version": row.version}
    assert browser.post(f"{row.get_absolute_url()}ret/", given).status_code == 302
    assert "nyhedsbrev" in browser.get(row.get_absolute_url()).content.decode()
