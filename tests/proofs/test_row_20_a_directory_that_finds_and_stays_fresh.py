"""“Ensomhed, 60+, Korsør” finds them; none is past its check date without a warning; the search fits a foreign page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.directory import actions, freshness, vocabulary
from brobygger.directory.finding import index
from brobygger.directory.models import Meaning, Offer
from tests.factories import LocalityFactory, OfferFactory


@pytest.fixture
def offers(centre, bo):
    vocabulary.lay_out()
    korsoer, slagelse = (LocalityFactory.create(name=name, postal_codes=code, latitude=north, longitude=east) for name, code, north, east in (("Korsør", "4220", "55.3299", "11.1386"), ("Slagelse", "4200", "55.4028", "11.3546")))
    lonely = Meaning.objects.get(key="ensomhed")
    rows = {}
    for title, place, ages in (("Café for ældre i Korsør", korsoer, (60, None)), ("Besøgsven i hele byen", korsoer, (None, None)), ("Unge mødes i Korsør", korsoer, (15, 25)), ("Café i Slagelse", slagelse, (60, None))):
        row = OfferFactory.create(title=title, state="draft", published_at=None, verified_on=None, short="Kom og vær med.", contact_phone="1", contact_mail="os@forening.example", age_from=ages[0], age_to=ages[1])
        row.situations.add(lonely)
        row.localities.add(place)
        rows[title] = actions.publish(row, by=bo, now=timezone.now())
    index.put([row.pk for row in rows.values()])
    return korsoer, rows


def found(client, query):
    return [hit.offer.title for hit, _on, _with in client.get(f"/testby/tilbud/?{query}").context["hits"]]


def test_loneliness_sixty_plus_korsoer(client, offers):
    korsoer, _rows = offers
    assert sorted(found(client, f"q=ensomhed&alder=66&sted={korsoer.pk}")) == ["Besøgsven i hele byen", "Café for ældre i Korsør"]
    assert set(found(client, "q=ensomhed&alder=66&post=4220")[:2]) == {"Besøgsven i hele byen", "Café for ældre i Korsør"}
    assert "Unge mødes i Korsør" in found(client, f"q=jeg+er+alene&alder=19&sted={korsoer.pk}")


def test_none_is_past_its_check_date_without_a_warning(client_of, astrid, offers):
    _korsoer, rows = offers
    late = rows["Café for ældre i Korsør"]
    Offer.objects.filter(pk=late.pk).update(verified_on=timezone.localdate() - timedelta(days=200))
    past = [row for row in Offer.objects.public() if row.due_on and row.due_on <= timezone.localdate()]
    assert past == list(freshness.due(timezone.localdate()))
    page = client_of(astrid).get("/testby/kontor/tilbud/?kun=bekraeft").content.decode()
    assert [row.title for row in past] == ["Café for ældre i Korsør"]
    assert "skal bekræftes" in page
    assert "skal bekræftes" not in client_of(astrid).get("/testby/kontor/tilbud/?q=Slagelse").content.decode().partition("<table")[2]


def test_it_embeds_in_a_foreign_page(client, offers):
    answer = client.get("/testby/tilbud/indlejret/?q=ensomhed&alder=66")
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    text = answer.content.decode()
    assert "Café for ældre i Korsør" in text
    assert "Unge mødes" not in text
    assert "<script" not in text
    assert not answer.cookies
