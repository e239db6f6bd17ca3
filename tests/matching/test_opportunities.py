"""An opportunity from draft to out of date: by the office, the association, the host's one click, and the clock."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.matching import alerts, defaults, opportunities
from brobygger.matching.masks import half_day
from brobygger.matching.models import Alert, Opportunity, Topic
from tests.factories import (
    AlertFactory,
    ContactFactory,
    LocalityFactory,
    OpportunityFactory,
    OrganisationFactory,
    TopicFactory,
)
from tests.together import at_once

NOW = timezone.now()
TODAY = timezone.localdate()
OFFICE, PUBLIC = "/testby/kontor/frivilligjob/", "/testby/frivilligjob/"


def typed(**more):
    return {"title": "Besøgsven", "tasks": "Du besøger en ældre.", "format": "on_site", "rhythm": "weekly", "times": ["1", "4"], **more}


class TestInTheOffice:
    def test_it_is_written_published_and_seen(self, client, client_of, bo):
        topic = TopicFactory.create(name="Ældre")
        staff = client_of(bo)
        assert staff.post(f"{OFFICE}nyt/", typed(interests=[str(topic.bit)], min_age="18")).status_code == 302
        row = Opportunity.objects.get()
        assert (row.state, row.times, row.interests, row.min_age) == ("draft", 18, 1 << topic.bit, 18)
        assert client.get(row.public_url).status_code == 404
        staff.post(f"{OFFICE}{row.pk}/", {"act": "publish"})
        page = client.get(row.public_url)
        assert page.status_code == 200
        assert "Ældre" in page.content.decode()
        assert "fra 18 år" in page.content.decode()

    def test_what_is_wrong_is_said_beside_the_field_and_kept(self, client_of, bo):
        answer = client_of(bo).post(f"{OFFICE}nyt/", typed(title="010190-1234", min_age="40", max_age="20", welcoming="on"))
        assert answer.status_code == 422
        assert {"title", "welcoming_how"} <= set(answer.context["form"].errors)
        assert answer.context["form"]["tasks"].value() == "Du besøger en ældre."

    def test_what_ended_yesterday_cannot_be_published(self, client_of, bo, centre):
        row = OpportunityFactory.create(state="draft", published_on=None, expires_on=None, ends_on=TODAY - timedelta(days=1))
        client_of(bo).post(f"{OFFICE}{row.pk}/", {"act": "publish"})
        row.refresh_from_db()
        assert row.state == "draft"

    def test_a_copy_is_a_draft_of_the_same_words(self, client_of, bo, centre):
        row = OpportunityFactory.create(title="Café", times=5)
        answer = client_of(bo).post(f"{OFFICE}{row.pk}/", {"act": "copy"})
        made = Opportunity.objects.exclude(pk=row.pk).get()
        assert answer.url == f"{OFFICE}{made.pk}/ret/"
        assert (made.state, made.times, made.published_on, made.tasks) == ("draft", 5, None, row.tasks)

    @pytest.mark.parametrize("n", [1, 3])
    def test_a_list_asks_the_same_number_of_questions_however_long_it_is(self, client_of, bo, centre, django_assert_num_queries, n):
        for _each in range(n):
            OpportunityFactory.create(organisation=OrganisationFactory.create(), locality=LocalityFactory.create())
        staff = client_of(bo)
        staff.get(OFFICE)
        with django_assert_num_queries(12):
            assert staff.get(OFFICE).status_code == 200

    def test_it_leaves_as_a_file(self, client_of, bo, centre):
        OpportunityFactory.create(title="Café")
        assert "Café" in client_of(bo).get(f"{OFFICE}?format=csv").content.decode("utf-8-sig")


class TestByTheAssociation:
    @pytest.fixture
    def ours(self, erik, centre):
        return ContactFactory.create(person__account=erik, acts_since=NOW, organisation__mail="post@sind.example").organisation

    def test_it_is_written_sent_approved_and_told(self, client_of, erik, bo, ours, centre):
        centre.mail = "post@testby.example"
        centre.save()
        here = f"/testby/forening/{ours.pk}/frivilligjob/"
        client_of(erik).post(f"{here}nyt/", typed(act="send", contact_mail="erik@sind.example"))
        row = Opportunity.objects.get()
        assert (row.state, row.organisation) == ("waiting", ours)
        assert OutgoingMail.objects.get().to == "post@testby.example"
        assert "Besøgsven" in client_of(bo).get("/testby/kontor/").content.decode()
        client_of(bo).post(f"{OFFICE}{row.pk}/", {"act": "publish"})
        row.refresh_from_db()
        assert row.state == "published"
        assert OutgoingMail.objects.get(to="erik@sind.example").subject == "Offentligt nu: Besøgsven"

    def test_it_is_sent_back_with_a_word_and_waits_at_the_association(self, client_of, erik, bo, ours):
        row = OpportunityFactory.create(organisation=ours, state="waiting", published_on=None, expires_on=None)
        assert client_of(bo).post(f"{OFFICE}{row.pk}/", {"act": "back", "words": ""}).status_code == 422
        client_of(bo).post(f"{OFFICE}{row.pk}/", {"act": "back", "words": "Skriv hvor det er"})
        row.refresh_from_db()
        assert (row.state, row.said) == ("draft", "Skriv hvor det er")
        assert "Skriv hvor det er" in client_of(erik).get(f"/testby/forening/{ours.pk}/").content.decode()

    def test_another_association_s_is_not_there(self, client_of, erik, ours):
        row = OpportunityFactory.create(organisation=OrganisationFactory.create())
        assert client_of(erik).get(f"/testby/forening/{ours.pk}/frivilligjob/{row.pk}/").status_code == 404
        assert client_of(erik).post(f"/testby/forening/{ours.pk}/frivilligjob/{row.pk}/", {"act": "closed"}).status_code == 404


class TestOutOfDate:
    def test_the_host_is_written_to_twice_and_each_time_once(self, centre):
        row = OpportunityFactory.create(contact_mail="vaert@x.dk", expires_on=TODAY + timedelta(days=10))
        for _twice in range(2):
            opportunities.remind(now=NOW)
        assert OutgoingMail.objects.filter(to="vaert@x.dk").count() == 1
        Opportunity.objects.filter(pk=row.pk).update(expires_on=TODAY + timedelta(days=2))
        opportunities.remind(now=NOW)
        opportunities.remind(now=NOW)
        assert OutgoingMail.objects.filter(to="vaert@x.dk").count() == 2

    def test_one_click_without_a_sign_in_keeps_it_and_opening_the_page_does_nothing(self, client, centre):
        row = OpportunityFactory.create(expires_on=TODAY + timedelta(days=2), reminders=2)
        path = opportunities.link_of(row).partition("localhost:8000")[2]
        assert client.get(path).status_code == 200
        row.refresh_from_db()
        assert row.expires_on == TODAY + timedelta(days=2)
        client.post(path, {"act": "yes"})
        row.refresh_from_db()
        assert (row.expires_on, row.reminders) == (TODAY + timedelta(days=92), 0)

    def test_it_goes_when_its_day_has_passed_and_comes_back_by_the_link(self, client, centre):
        row = OpportunityFactory.create(expires_on=TODAY - timedelta(days=1))
        assert opportunities.expire(now=NOW) == 1
        row.refresh_from_db()
        assert row.state == "expired"
        assert client.get(row.public_url).status_code == 410
        client.post(opportunities.link_of(row).partition("localhost:8000")[2], {"act": "yes"})
        assert client.get(row.public_url).status_code == 200

    def test_filled_by_the_link_it_is_gone(self, client, centre):
        row = OpportunityFactory.create()
        path = opportunities.link_of(row).partition("localhost:8000")[2]
        client.post(path, {"act": "filled"})
        row.refresh_from_db()
        assert row.state == "filled"
        assert client.post(path, {"act": "yes"}).status_code == 422

    def test_a_link_of_nobody_s_making_opens_nothing(self, client, centre):
        assert client.get(f"{PUBLIC}stadig/abc:def/").status_code == 410

    @pytest.mark.django_db(transaction=True)
    def test_published_and_closed_at_once_it_is_one_of_the_two(self, centre):
        row = OpportunityFactory.create(state="waiting", published_on=None, expires_on=None)
        at_once(centre, [lambda: opportunities.publish(row, by=None, now=NOW), lambda: opportunities.end(row, "closed", by=None, now=NOW)])
        row.refresh_from_db()
        assert row.state in {"published", "closed"}


class TestThePublicList:
    def test_it_is_narrowed_by_what_where_and_when(self, client, centre):
        here, nature = LocalityFactory.create(name="Testby"), TopicFactory.create(name="Natur")
        OpportunityFactory.create(title="Sti", locality=here, interests=1 << nature.bit, times=1 << half_day(0, 0))
        OpportunityFactory.create(title="Online", format="online")
        OpportunityFactory.create(title="Kladde", state="draft")

        def titles(query):
            return {row.title for row in client.get(f"{PUBLIC}?{query}").context["page"]}

        assert titles("") == {"Sti", "Online"}
        assert titles(f"om={nature.bit}") == {"Sti"}
        assert titles(f"sted={here.pk}") == {"Sti"}
        assert titles("sted=online") == {"Online"}
        assert titles("naar=0") == {"Sti", "Online"}
        assert titles("naar=2") == {"Online"}
        assert titles("q=sti") == {"Sti"}

    def test_where_nothing_fits_there_are_ways_on(self, client, centre):
        OpportunityFactory.create(title="Sti")
        page = client.get(f"{PUBLIC}?q=sti&naar=2&plads=1")
        assert [(way.n, way.query) for way in page.context["out"]] == [(1, "q=sti&naar=2")]
        assert f"{PUBLIC}besked/?q=sti" in page.content.decode()

    @pytest.mark.on_both  # numbers and signs that each database takes in its own way
    @pytest.mark.parametrize("query", ["om=99999999999999999999", "om=63", "sted=x", "sted=99999999999999999999", "naar=x", "hvem=-1", "q=%00", "side=-5"])
    def test_strange_words_break_nothing(self, client, centre, query):
        OpportunityFactory.create()
        assert client.get(f"{PUBLIC}?{query}").status_code == 200

    @pytest.mark.parametrize("n", [1, 3])
    def test_it_asks_the_same_number_of_questions_however_long_it_is(self, client, centre, django_assert_num_queries, n):
        for _each in range(n):
            OpportunityFactory.create(organisation=OrganisationFactory.create(), locality=LocalityFactory.create())
        with django_assert_num_queries(8):
            client.get(PUBLIC)

    def test_over_all_centres_each_shows_what_it_has_made_public(self, client, centre, other_centre):
        OpportunityFactory.create(title="Vores")
        with centre_in_force(other_centre):
            OpportunityFactory.create(title="Deres")
            OpportunityFactory.create(title="Skjult", state="draft")
        assert {row.title for row in client.get("/frivilligjob/").context["page"]} == {"Vores", "Deres"}
        assert {row.title for row in client.get("/frivilligjob/?center=fjernby").context["page"]} == {"Deres"}
        assert {row.title for row in client.get(PUBLIC).context["page"]} == {"Vores"}

    def test_search_engines_are_told_of_a_job_for_volunteers(self, client, centre):
        row = OpportunityFactory.create(title="</script>Café", locality=LocalityFactory.create(name="Testby"), format="both", places=2)
        page = client.get(row.public_url).content.decode()
        data = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
        assert (data["@type"], data["employmentType"], data["title"], data["totalJobOpenings"]) == ("JobPosting", "VOLUNTEER", "</script>Café", 2)
        assert (data["jobLocation"]["address"]["addressLocality"], data["jobLocationType"]) == ("Testby", "TELECOMMUTE")


class TestTellMeWhen:
    def test_nothing_is_sent_before_the_mail_has_said_yes(self, client, centre):
        assert client.post(f"{PUBLIC}besked/", {"mail": "ny@x.dk", "second_name": ""}).status_code == 302
        row = Alert.objects.get()
        OpportunityFactory.create(public_at=NOW + timedelta(hours=1))
        assert alerts.tell(centre=centre, now=NOW + timedelta(hours=2)) == 0
        path = alerts.link_of(row, centre).partition("localhost:8000")[2]
        client.get(path)
        assert Alert.objects.get().confirmed_at is None
        client.post(path, {"act": "yes"})
        assert Alert.objects.get().confirmed_at is not None

    def test_what_fits_is_told_once_and_leaving_forgets_the_mail(self, client, centre):
        nature, other = TopicFactory.create(name="Natur"), TopicFactory.create(name="Mad")
        row = AlertFactory.create(mail="ny@x.dk", interests=1 << nature.bit, confirmed_at=NOW, told_until=NOW)
        OpportunityFactory.create(title="Sti", interests=1 << nature.bit, public_at=NOW + timedelta(hours=1))
        OpportunityFactory.create(title="Gryde", interests=1 << other.bit, public_at=NOW + timedelta(hours=1))
        assert [alerts.tell(centre=centre, now=NOW + timedelta(hours=hours)) for hours in (2, 3)] == [1, 0]
        mail = OutgoingMail.objects.get()
        assert "Sti" in mail.text
        assert "Gryde" not in mail.text
        client.post(alerts.link_of(row, centre).partition("localhost:8000")[2], {"act": "leave"})
        assert not Alert.objects.exists()
        assert not OutgoingMail.objects.filter(to="ny@x.dk").exists()

    def test_one_who_never_said_yes_is_forgotten_in_a_week(self, centre):
        alerts.ask(AlertFactory.build(mail="ny@x.dk"), centre=centre, now=NOW - timedelta(days=8))
        alerts.tell(centre=centre, now=NOW)
        assert not Alert.objects.exists()
        assert not OutgoingMail.objects.filter(to="ny@x.dk").exists()

    def test_a_robot_is_thanked_and_nothing_is_kept(self, client, centre):
        assert client.post(f"{PUBLIC}besked/", {"mail": "ny@x.dk", "second_name": "Bot"}).status_code == 302
        assert not Alert.objects.exists()


class TestLists:
    def test_a_new_centre_has_lists_and_each_line_its_own_bit(self, centre):
        defaults.lay_out()
        bits = list(Topic.objects.filter(sort="interest").order_by("position").values_list("bit", flat=True))
        assert bits == list(range(len(bits)))
        assert Topic.objects.filter(sort="skill", bit=0).count() == 1
        defaults.lay_out()
        assert Topic.objects.count() == len(defaults.INTERESTS) + len(defaults.SKILLS) + len(defaults.SPOKEN)


def test_waiting_alone_is_sent_back(centre, bo):
    with pytest.raises(ValidationError):
        opportunities.send_back(OpportunityFactory.create(), words="Nej", by=bo, now=NOW)
