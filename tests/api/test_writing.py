"""Rows written by programs: by the rules and with the sentences of people's pages, once for each key, and only where nobody else was first."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import Role
from brobygger.api.models import AccessToken, MadeOnce
from brobygger.api.rows import writing
from brobygger.api.rows.problems import Problem
from brobygger.centres.models import Change
from brobygger.core.resources import resources
from brobygger.events.models import HeadCount
from brobygger.journal.models import Registration
from brobygger.organisations.models import Contact
from brobygger.projects.models import Expense
from tests.factories import (
    AccessTokenFactory,
    BudgetLineFactory,
    CategoryFactory,
    EventFactory,
    GrantFactory,
    KindFactory,
    OrganisationFactory,
    RegistrationFactory,
)
from tests.together import at_once


@pytest.fixture
def work(centre: Any) -> dict[str, Any]:
    """What there is to say of a piece of work."""
    return {"title": "Netværksmøde", "kind": KindFactory.create().pk, "done_on": "2026-03-04", "affiliations": "3 Røde Kors\n2 borgere"}


class TestRegistrations:
    def test_made_changed_and_taken_away(self, send: Any, work: Any, astrid: Any) -> None:
        OrganisationFactory.create(name="Røde Kors")
        made = send("post", "registrations", work, status=201)
        assert (made["title"], made["persons"], made["state"], len(made["organisations"]), made["affiliations"]) == ("Netværksmøde", 5, "held", 1, 2)
        changed = send("patch", f"registrations/{made['id']}", {"minutes": 90, "draft": True})
        assert (changed["minutes"], changed["draft"], changed["title"], changed["persons"], changed["affiliations"]) == (90, True, "Netværksmøde", 5, 2)
        assert send("patch", f"registrations/{made['id']}", {"minutes": None, "draft": False})["minutes"] is None
        send("delete", f"registrations/{made['id']}", status=204)
        assert not Registration.objects.exists()
        lines = Change.objects.filter(model="journal.Registration").order_by("pk").values_list("verb", "by__name")
        assert list(lines) == [("registered", "Astrid"), ("edited", "Astrid"), ("edited", "Astrid"), ("deleted", "Astrid")]

    def test_bad_input_is_answered_as_on_the_page(self, send: Any, work: Any) -> None:
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        errors = send("post", "registrations", {**work, "done_on": tomorrow, "kind": 10**30, "colour": "red"}, status=422)["errors"]
        assert list(errors) == ["colour"]
        errors = send("post", "registrations", {**work, "done_on": tomorrow, "title": "Talk med 010170-1239"}, status=422)["errors"]
        assert "CPR" in errors["title"][0]
        errors = send("post", "registrations", {**work, "done_on": tomorrow}, status=422)["errors"]
        assert errors == {"done_on": ["Dagen er ikke kommet endnu. Vælg »planlagt«, eller ret datoen."]} or list(errors) == ["done_on"]
        for wrong in ({"kind": {"id": 1}}, {"kind": [1]}, {"minutes": "mange"}, {"minutes": 10**40}, {"title": "x" * 300}, {"state": "gone"}, {"title": None}):
            assert list(send("post", "registrations", {**work, **wrong}, status=422)["errors"]) == list(wrong)
        assert not Registration.objects.exists()

    def test_what_is_no_object_is_refused(self, client: Any, everything: str, centre: Any) -> None:
        headers = {"Authorization": f"Bearer {everything}"}
        for body, kind, status in (("[1]", "application/json", 400), (r'{"title": "\ud800", "minutes": "\udfff"}', "application/json", 400), (r'{"\ud83d": 1}', "application/json", 400), ('"' + "x" * 5_000_001 + '"', "application/json", 413), ("{", "application/json", 400), ("[" * 100_000, "application/json", 400), ("a=b", "application/x-www-form-urlencoded", 415)):
            assert client.post("/testby/api/v1/registrations", body, content_type=kind, headers=headers).status_code == status

    def test_a_tools_work_is_changed_with_the_tool(self, send: Any) -> None:
        event = EventFactory.create()
        Registration.objects.filter(pk=event.pk).update(tool="event")
        assert "værktøj" in send("patch", f"registrations/{event.pk}", {"title": "x"}, status=409)["detail"]

    def test_a_token_that_only_reads(self, client: Any, token_of: Any, work: Any) -> None:
        headers = {"Authorization": f"Bearer {token_of(reads=['journal'])}"}
        assert client.post("/testby/api/v1/registrations", work, content_type="application/json", headers=headers).status_code == 403


class TestOnlyWhereNobodyWasFirst:
    def test_if_match(self, client: Any, send: Any, everything: str) -> None:
        row = RegistrationFactory.create(title="Før")
        tag = client.get(f"/testby/api/v1/registrations/{row.pk}", headers={"Authorization": f"Bearer {everything}"})["ETag"]
        send("patch", f"registrations/{row.pk}", {"title": "Nu"}, If_Match=tag)
        assert "ændret" in send("patch", f"registrations/{row.pk}", {"title": "For sent"}, If_Match=tag, status=412)["detail"]
        send("delete", f"registrations/{row.pk}", If_Match=tag, status=412)
        assert Registration.objects.get().title == "Nu"

    def test_the_same_key_makes_one_row(self, send: Any, work: Any) -> None:
        first = send("post", "registrations", work, status=201, Idempotency_Key="a")
        assert send("post", "registrations", work, Idempotency_Key="a")["id"] == first["id"]
        assert "noget andet" in send("post", "registrations", {**work, "title": "Andet"}, status=422, Idempotency_Key="a")["detail"]
        send("post", "registrations", {**work, "title": ""}, status=422, Idempotency_Key="b")
        send("post", "registrations", work, status=201, Idempotency_Key="b")
        send("delete", f"registrations/{first['id']}", status=204)
        send("post", "registrations", work, status=410, Idempotency_Key="a")
        writing.forget(timezone.now() + timedelta(days=3))
        assert (Registration.objects.count(), MadeOnce.objects.count()) == (1, 0)

    @pytest.mark.django_db(transaction=True)
    def test_the_same_key_at_once_makes_one_row(self, centre: Any, astrid: Any) -> None:
        token, kind = AccessTokenFactory.create(kept_by=astrid), KindFactory.create().pk
        access, said = Access.of(astrid, centre, frozenset({Role.LEADER})), {"title": "Møde", "kind": kind, "done_on": "2026-03-04"}

        def make() -> Any:
            return writing.create(resources["registrations"], said, once="k", digest="d", token=AccessToken.objects.get(pk=token.pk), access=access, now=timezone.now())

        found = at_once(centre, [make] * 6)
        assert not [each for each in found if isinstance(each, Exception)], found
        assert (sorted(made for _key, made in found), len({key for key, _made in found})) == ([False] * 5 + [True], 1)  # type: ignore[misc]  # pairs, as made sure above
        assert Registration.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_of_two_who_have_read_the_same_one_changes_it(self, centre: Any, astrid: Any) -> None:
        from brobygger.api.rows import reading

        row = RegistrationFactory.create()
        access, resource = Access.of(astrid, centre, frozenset({Role.LEADER})), resources["registrations"]
        tag = reading.etag(reading.one(resource, row.pk, persons=True))

        def change(title: str) -> Any:
            return lambda: writing.change(resource, row.pk, {"title": title}, matches=tag, persons=True, access=access)

        found = at_once(centre, [change("Den ene"), change("Den anden")])
        assert [each.status for each in found if isinstance(each, Problem)] == [412]


class TestTheOthers:
    def test_organisations_and_contacts(self, send: Any) -> None:
        made = send("post", "organisations", {"name": "Madklubben <b>", "sector": "civil_society", "legal_form": "association"}, status=201)
        assert made["name"] == "Madklubben <b>"
        assert send("patch", f"organisations/{made['id']}", {"mail": "hej@mad.example"})["mail"] == "hej@mad.example"
        assert "mail" in send("patch", f"organisations/{made['id']}", {"mail": "hej"}, status=422)["errors"]
        contact = send("post", "contacts", {"organisation": made["id"], "name": "Karen Holm", "role": "chair", "since": "2026-01-01"}, status=201)
        assert (contact["name"], contact["organisation"]) == ("Karen Holm", made["id"])
        assert send("patch", f"contacts/{contact['id']}", {"phone": "12 34 56 78"})["phone"] == "12 34 56 78"
        assert "organisation" in send("post", "contacts", {"organisation": 9_999, "name": "X"}, status=422)["errors"]
        assert "name" in send("post", "contacts", {"organisation": made["id"], "role": "chair", "since": "2026-01-01"}, status=422)["errors"]
        assert Contact.objects.count() == 1

    def test_expenses(self, send: Any) -> None:
        grant = GrantFactory.create(starts_on="2026-01-01", ends_on="2026-12-31")
        line = BudgetLineFactory.create(grant=grant)
        said = {"grant": grant.pk, "line": line.pk, "on": "2026-03-04", "amount": 123_450, "text": "Kaffe", "voucher": "17"}
        made = send("post", "expenses", said, status=201)
        assert (made["amount"], made["grant"], made["text"]) == (123_450, grant.pk, "Kaffe")
        assert send("patch", f"expenses/{made['id']}", {"amount": -50})["amount"] == -50
        assert "on" in send("post", "expenses", {**said, "on": "2025-03-04"}, status=422)["errors"]
        assert send("post", "expenses", {**said, "amount": "12,50"}, status=422)["errors"] == {"amount": ["Skriv beløbet i øre, som et helt tal."]}
        assert "grant" in send("post", "expenses", {**said, "grant": 9_999}, status=422)["errors"]
        send("delete", f"expenses/{made['id']}", status=204)
        assert not Expense.objects.exists()

    def test_events_and_heads(self, send: Any) -> None:
        kind = KindFactory.create(base="workshop").pk
        day = timezone.localdate() + timedelta(days=20)
        made = send("post", "events", {"title": "Kursus", "kind": kind, "day": day.isoformat(), "begins": "17:00", "ends": "19:30", "place": "Salen", "takes_signups": True, "capacity": 20}, status=201)
        assert (made["title"], made["state"], made["place"], made["signup_list"] is not None, made["published_at"]) == ("Kursus", "planned", "Salen", True, None)
        assert send("patch", f"events/{made['id']}", {"price": "Gratis", "title": "Kursus i ro"})["title"] == "Kursus i ro"
        assert "ends" in send("post", "events", {"title": "Kursus", "kind": kind, "day": day.isoformat(), "begins": "17:00", "ends": "16:30"}, status=422)["errors"]
        assert "reason" in send("post", f"events/{made['id']}/cancel", {}, status=422)["errors"]
        assert send("post", f"events/{made['id']}/cancel", {"reason": "Sygdom"})["state"] == "cancelled"
        over = EventFactory.create(starts_at=timezone.now() - timedelta(days=1, hours=2), ends_at=timezone.now() - timedelta(days=1))
        counted = send("post", "head_counts", {"event": over.pk, "persons": 12, "whence": "borgere"}, status=201)
        assert (counted["persons"], send("get", f"events/{over.pk}")["persons"]) == (12, 12)
        send("delete", f"head_counts/{counted['id']}", status=204)
        assert not HeadCount.objects.exists()

    def test_consultations(self, send: Any) -> None:
        OrganisationFactory.create(name="SIND")
        kind = KindFactory.create(base="consultation").pk
        made = send("post", "consultations", {"kind": kind, "done_on": "2026-03-04", "whom": "2 SIND", "minutes": 45, "title": "Om rekruttering", "notes": "De mangler to."}, status=201)
        assert (made["title"], made["minutes"], len(made["organisations"]), made["notes"]) == ("Om rekruttering", 45, 1, "De mangler to.")
        changed = send("patch", f"consultations/{made['id']}", {"result": "De fik tre"})
        assert (changed["result"], changed["minutes"], len(changed["organisations"])) == ("De fik tre", 45, 1)
        send("delete", f"consultations/{made['id']}", status=204)

    def test_posts_of_the_exchange(self, send: Any) -> None:
        category = CategoryFactory.create().pk
        made = send("post", "exchange_posts", {"side": "offer", "category": category, "title": "Fire borde", "quantity": 4}, status=201)
        assert (made["state"], made["quantity"]) == ("open", 4)
        assert send("patch", f"exchange_posts/{made['id']}", {"quantity": 3})["quantity"] == 3
        assert send("post", f"exchange_posts/{made['id']}/close", {})["state"] == "closed"
