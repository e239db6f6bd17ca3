"""Posts are kept right: asked about before they go, reported and hidden with a reason; and what fits is suggested with its reasons."""

from datetime import timedelta
from urllib.parse import quote_plus

import pytest
from django.core.cache import cache
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.exchange import browsing, jobs, posts, suggesting
from brobygger.exchange.models import ExchangePost, PostReport
from tests.factories import (
    CategoryFactory,
    ContactFactory,
    ExchangePostFactory,
    LocalityFactory,
    OrganisationFactory,
    PostReportFactory,
)

NOW, TODAY = timezone.now(), timezone.localdate()
PUBLIC, OFFICE = "/testby/byttebors/", "/testby/kontor/byttebors/"
MAIL = "klub@forening.example"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def link_in(mail):
    return next(word for word in mail.text.split() if "/opslag/" in word).partition("localhost:8000")[2]


class TestInTime:
    def test_asked_twice_then_gone_and_back_by_one_click(self, client, centre):
        row = ExchangePostFactory.create(contact_mail=MAIL, expires_on=TODAY + timedelta(days=14))
        for days in (0, 0, 11, 12, 15):
            jobs.look_after(NOW + timedelta(days=days))
        row.refresh_from_db()
        assert (row.state, row.ended_on, OutgoingMail.objects.filter(to=MAIL).count()) == ("expired", TODAY + timedelta(days=15), 2)
        link = link_in(OutgoingMail.objects.filter(to=MAIL).first())
        assert client.get(link).status_code == 200
        row.refresh_from_db()
        assert row.state == "expired"  # opening changes nothing
        client.post(link, {"act": "renew"})
        row.refresh_from_db()
        assert (row.state, row.expires_on, row.reminders, row.ended_on) == ("open", TODAY + timedelta(days=92), 0, None)
        client.post(link, {"act": "close"})
        row.refresh_from_db()
        assert row.state == "closed"

    def test_one_with_a_last_day_of_its_own_goes_unasked(self, centre):
        ExchangePostFactory.create(contact_mail=MAIL, expires_on=TODAY + timedelta(days=3), ends_on=TODAY + timedelta(days=3))
        jobs.look_after(NOW)
        assert not OutgoingMail.objects.exists()

    def test_another_link_opens_nothing_and_a_hidden_one_is_not_renewed(self, client, centre):
        assert client.get(f"{PUBLIC}opslag/x:y/").status_code == 410
        row = ExchangePostFactory.create(state="hidden", ended_on=TODAY, said="Det er reklame.")
        link = posts.link_of(row, centre).partition("localhost:8000")[2]
        assert "Det er reklame." in client.get(link).content.decode()
        assert client.post(link, {"act": "renew"}).status_code == 422
        row.refresh_from_db()
        assert row.state == "hidden"


class TestReported:
    def test_anybody_reports_staff_hide_with_a_reason_and_the_poster_is_told(self, client, client_of, bo, carla, centre):
        centre.mail = "post@testby.example"
        centre.save()
        row = ExchangePostFactory.create(title="Tjen penge hjemme", contact_mail=MAIL)
        for _twice in range(2):
            assert client.post(f"{PUBLIC}{row.pk}/anmeld/", {"why": "money", "text": "Det er reklame"}).status_code == 302
        assert OutgoingMail.objects.filter(to="post@testby.example").count() == 1
        desk = client_of(bo)
        assert "som er anmeldt" in desk.get("/testby/kontor/").content.decode()
        assert "som er anmeldt" not in client_of(carla).get("/testby/kontor/").content.decode()
        assert desk.get(row.get_absolute_url()).content.decode().count("Det er reklame") == 2
        assert desk.post(row.get_absolute_url(), {"act": "hide", "words": ""}).status_code == 422
        desk.post(row.get_absolute_url(), {"act": "hide", "words": "Børsen er uden penge."})
        row.refresh_from_db()
        assert (row.state, row.said, PostReport.objects.open().count()) == ("hidden", "Børsen er uden penge.", 0)
        assert "Børsen er uden penge." in OutgoingMail.objects.get(to=MAIL).text
        assert client.get(f"{PUBLIC}{row.pk}/").status_code == 404
        assert "som er anmeldt" not in desk.get("/testby/kontor/").content.decode()
        desk.post(row.get_absolute_url(), {"act": "show"})
        row.refresh_from_db()
        assert (row.state, row.said) == ("open", "")

    def test_it_may_stand(self, client_of, bo, centre):
        row = PostReportFactory.create()
        client_of(bo).post(row.post.get_absolute_url(), {"act": "stand"})
        row.refresh_from_db()
        assert (row.handled_by, row.post.state) == (bo, "open")

    def test_what_is_wrong_is_said_a_robot_is_thanked_and_very_many_are_stopped(self, client, centre):
        row = ExchangePostFactory.create()
        assert client.post(f"{PUBLIC}{row.pk}/anmeld/", {"why": "hvad", "text": "x"}).status_code == 422
        assert client.post(f"{PUBLIC}{row.pk}/anmeld/", {"why": "other", "text": "010190-1234"}).status_code == 422
        client.post(f"{PUBLIC}{row.pk}/anmeld/", {"why": "other", "second_name": "Bot"})
        assert not PostReport.objects.exists()
        answers = [client.post(f"{PUBLIC}{row.pk}/anmeld/", {"why": "other"}).status_code for _n in range(22)]
        assert answers[-1] == 422

    def test_an_association_cannot_show_again_what_the_centre_has_hidden(self, client_of, erik, centre):
        row = ExchangePostFactory.create(state="hidden", ended_on=TODAY, said="Det er reklame.")
        ContactFactory.create(organisation=row.organisation, person__account=erik, acts_since=NOW)
        client_of(erik).post(f"/testby/forening/{row.organisation_id}/byttebors/{row.pk}/", {"act": "renew"})
        row.refresh_from_db()
        assert row.state == "hidden"


class TestSuggestions:
    def test_by_kind_words_place_and_number_with_the_reasons(self, centre):
        hands, things, place = CategoryFactory.create(name="Hænder"), CategoryFactory.create(name="Ting"), LocalityFactory.create(name="Korsør")
        need = ExchangePostFactory.create(side="need", title="Hænder til loppemarkedet", text="Vi stiller borde op", category=hands, locality=place, quantity=4)
        best = ExchangePostFactory.create(title="Unge, der kan bære borde", text="Gerne til loppemarkeder", category=hands, locality=place, quantity=10)
        kind = ExchangePostFactory.create(title="Sang til jul", category=hands)
        ExchangePostFactory.create(title="En sofa", category=things, locality=place)
        ExchangePostFactory.create(side="need", title="Loppemarked borde", category=hands)
        ExchangePostFactory.create(title="Loppemarked", category=hands, organisation=need.organisation)
        found = suggesting.for_post(need, browsing.public())
        assert [each.post for each in found] == [best, kind]
        assert found[0].reasons == ("begge handler om Hænder", "begge nævner »loppemarkedet«, »borde«", "begge i Korsør", "der er nok: 10")
        assert suggesting.for_post(best, browsing.public())[0].post.side == "need"

    def test_those_whose_days_lie_apart_do_not_fit(self, centre):
        kind = CategoryFactory.create()
        need = ExchangePostFactory.create(side="need", category=kind, starts_on=TODAY + timedelta(days=20))
        ExchangePostFactory.create(category=kind, ends_on=TODAY + timedelta(days=10))
        assert suggesting.for_post(need, browsing.public()) == []

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_pages_ask_the_same_number_of_questions(self, client, client_of, bo, centre, django_assert_num_queries, n):
        need = ExchangePostFactory.create(side="need")
        ExchangePostFactory.create_batch(n, category=need.category, locality=LocalityFactory.create())
        for browser, address, questions in ((client, f"{PUBLIC}{need.pk}/", 4), (client_of(bo), f"{OFFICE}{need.pk}/", 14)):
            assert len(browser.get(address).context["suggestions"]) == n
            with django_assert_num_queries(questions):
                browser.get(address)

    def test_hands_become_a_volunteer_job_and_a_room_may_be_found_in_the_house(self, client, client_of, bo, centre):
        hands, rooms = CategoryFactory.create(sort="hands"), CategoryFactory.create(sort="premises")
        need = ExchangePostFactory.create(side="need", title="Hænder til café & loppemarked", text="- Borde op", category=hands, organisation=OrganisationFactory.create())
        page = client_of(bo).get(need.get_absolute_url())
        assert quote_plus("Hænder til café & loppemarked") in page.context["as_job"]
        form = client_of(bo).get(page.context["as_job"]).context["form"]
        assert (form["title"].value(), form["tasks"].value(), form["organisation"].value()) == ("Hænder til café & loppemarked", "- Borde op", need.organisation_id)
        room = ExchangePostFactory.create(side="need", category=rooms)
        assert "/testby/lokaler/" in client.get(f"{PUBLIC}{room.pk}/").content.decode()
        assert client_of(bo).get(ExchangePostFactory.create(category=hands).get_absolute_url()).context["as_job"] == ""

    def test_a_crowd_of_posts_is_looked_at_and_no_more_than_the_newest(self, centre):
        kind = CategoryFactory.create()
        ExchangePost.objects.bulk_create(ExchangePostFactory.build(category=kind, organisation=OrganisationFactory.create()) if n == 0 else ExchangePostFactory.build(category=kind, organisation=None) for n in range(5))
        need = ExchangePostFactory.create(side="need", category=kind)
        assert len(suggesting.for_post(need, browsing.public(), most=3)) == 3
