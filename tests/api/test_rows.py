"""Rows for programs: who is let in, what is given, page by page, and what has changed since."""

import json
from datetime import timedelta
from typing import Any

import jsonschema_rs
import pytest
from django.conf import settings
from django.utils import timezone

from brobygger.api import doors, tokens
from brobygger.api.models import AccessToken
from brobygger.api.rows import described
from brobygger.centres.scoping import centre_in_force
from brobygger.core.privacy import declarations
from brobygger.core.resources import NotToLeave, Resource, resources
from brobygger.journal import actions
from brobygger.journal.models import Registration
from brobygger.matching.models import Volunteer
from tests.accounts.matrix import TOKEN
from tests.conftest import member
from tests.factories import ConsultationFactory, ContactFactory, KindFactory, OrganisationFactory, RegistrationFactory
from tests.test_factories import FACTORIES

ROOT = "/testby/api/v1"


class TestTheDoor:
    def test_nobody_comes_in_without_a_token(self, client: Any, centre: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(doors, "MOST_WRONG_IN_A_MINUTE", 1000)
        for name in resources:
            answer = client.get(f"{ROOT}/{name}")
            assert (answer.status_code, answer["Content-Type"], answer["WWW-Authenticate"][:6]) == (401, "application/problem+json", "Bearer")
        assert len(TOKEN) >= 2 * len(resources)
        assert "Bearer …" in answer.json()["detail"]

    def test_a_token_opens_its_own_centre_alone(self, ask: Any, everything: str, other_centre: Any) -> None:
        RegistrationFactory.create(title="Vores")
        assert [row["title"] for row in ask(everything, "registrations")["items"]] == ["Vores"]
        with centre_in_force(other_centre):
            RegistrationFactory.create(title="Deres")
        assert "adgangsnøgle" in ask(everything, "registrations", status=401, root="/fjernby/api/v1")["detail"]
        assert len(ask(everything, "registrations")["items"]) == 1

    def test_it_opens_what_it_was_made_for(self, ask: Any, token_of: Any) -> None:
        secret = token_of(reads=["journal"])
        ask(secret, "registrations")
        assert ask(secret, "organisations", status=403)["detail"] == "Denne adgangsnøgle må ikke læse »Foreninger, medlemmer og netværk«."
        assert {row["name"] for row in ask(secret, "")["resources"] if row["read"]} == {"kinds", "registrations", "external_figures"}

    def test_persons_are_given_to_those_trusted_with_them(self, ask: Any, token_of: Any, everything: str) -> None:
        ContactFactory.create(person__name="Karen Holm")
        talk = ConsultationFactory.create(notes="Karen er ked af det")
        without = token_of(reads=["advice", "organisations"])
        assert ask(without, "contacts", status=403)["detail"].startswith("Disse rækker er personer")
        assert not {"notes", "result", "next_step"} & set(ask(without, f"consultations/{talk.pk}"))
        assert ask(everything, f"consultations/{talk.pk}")["notes"] == "Karen er ked af det"
        assert ask(everything, "contacts")["items"][0]["name"] == "Karen Holm"

    @pytest.mark.parametrize(("change", "status"), [({"revoked_at": timezone.now()}, 401), ({"ends_on": timezone.localdate() - timedelta(days=1)}, 401), ({"kept_by": None}, 403)])
    def test_one_that_is_over_opens_nothing(self, ask: Any, everything: str, change: Any, status: int) -> None:
        AccessToken.objects.update(**change)
        ask(everything, "registrations", status=status)

    def test_it_is_let_in_while_its_leader_leads(self, ask: Any, token_of: Any, centre: Any, astrid: Any) -> None:
        nina = member("Nina", "staff", centre)
        secret = token_of(reads=["journal"], by=nina)
        ask(secret, "registrations", status=403)
        tokens.take_over(AccessToken.objects.get(), by=astrid, now=timezone.now())
        ask(secret, "registrations")
        assert AccessToken.objects.get().last_used_on == timezone.localdate()

    def test_too_much_is_too_much(self, ask: Any, everything: str, client: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(doors, "MOST_IN_A_MINUTE", 2)
        monkeypatch.setattr(doors, "MOST_WRONG_IN_A_MINUTE", 2)
        for _time in range(2):
            ask(everything, "kinds")
        assert ask(everything, "kinds", status=429, headers={"X": "y"})["Retry-After"] == "60"
        assert [client.get(f"{ROOT}/kinds").status_code for _time in range(3)] == [401, 401, 429]

    def test_methods_and_languages(self, client: Any, ask: Any, everything: str) -> None:
        assert client.options(f"{ROOT}/kinds")["Allow"] == "GET, POST, HEAD, OPTIONS"
        english = ask(everything, "kinds/999", status=404, headers={"Accept-Language": "en-GB,da;q=0.5"})
        assert (english["Content-Language"], english.json()["detail"]) == ("en", "There is no kind of work with the key 999 here.")
        head = client.head(f"{ROOT}/kinds", headers={"Authorization": f"Bearer {everything}"})
        assert (head.status_code, head.content, head["ETag"][0]) == (200, b"", '"')
        assert client.put(f"{ROOT}/kinds/1", headers={"Authorization": f"Bearer {everything}"}).status_code == 405
        assert "/registrations" in ask(everything, "what/is/this", status=404)["detail"]
        assert client.get("/findes-ikke/api/v1/kinds")["Content-Type"] == "application/problem+json"


class TestLists:
    def test_pages_follow_on_each_other_while_rows_come_and_go(self, ask: Any, everything: str) -> None:
        kind = KindFactory.create()
        rows = [RegistrationFactory.create(kind=kind, title=f"Nr. {n}") for n in range(5)]
        first = ask(everything, "registrations", limit=2)
        rows[0].delete()
        RegistrationFactory.create(kind=kind, title="Ny")
        second = ask(everything, "registrations", limit=3, cursor=first["next"])
        third = ask(everything, "registrations", limit=3, cursor=second["next"])
        assert [row["title"] for page in (first, second, third) for row in page["items"]] == ["Nr. 0", "Nr. 1", "Nr. 2", "Nr. 3", "Nr. 4", "Ny"]
        assert third["next"] is None

    def test_filters_and_what_is_none(self, ask: Any, everything: str) -> None:
        row = RegistrationFactory.create(title="<b>& Co</b>", done_on="2026-03-04", minutes=45)
        RegistrationFactory.create(done_on="2026-04-04", kind=row.kind)
        found = ask(everything, "registrations", done_from="2026-03-01", done_to="2026-03-31", kind=row.kind_id)["items"]
        assert [(each["title"], each["minutes"], each["done_on"]) for each in found] == [("<b>& Co</b>", 45, "2026-03-04")]
        assert "colour" in ask(everything, "registrations", colour="red", status=422)["detail"]
        for wrong in ({"done_from": "i går"}, {"limit": "0"}, {"limit": "101"}, {"cursor": "abc"}, {"cursor": "ææ"}, {"kind": "9" * 30}, {"kind": "-1"}, {"state": "gone"}, {"modified_after": "2026-01-01T10:00"}):
            ask(everything, "registrations", status=422, **wrong)
        assert "ikke alle deres ændringer" in ask(everything, "kinds", status=422, modified_after="2026-01-01")["detail"]

    @pytest.mark.on_both
    def test_no_moment_is_too_far_away(self, ask: Any, everything: str) -> None:
        RegistrationFactory.create(done_on=timezone.localdate())
        for moment in ("0001-01-01T00:00:00+14:00", "0001-01-01", "9999-12-31T23:59:59-14:00", "9999-12-31"):
            assert ask(everything, "registrations", modified_after=moment)["items"] == []  # the trail knows nothing of it
            assert ask(everything, "newsletters", before=moment)["items"] == []

    def test_what_has_changed_since_and_what_is_gone(self, ask: Any, everything: str, astrid: Any) -> None:
        now, today = timezone.now(), timezone.localdate()
        kind = KindFactory.create()
        rows = [actions.register(Registration(kind=kind, title=f"Nr. {n}", done_on=today), by=astrid, today=today, now=now - timedelta(days=3)) for n in range(4)]
        since = ask(everything, "registrations", modified_after=(now - timedelta(days=2)).isoformat())
        assert (since["items"], since["deleted"], since["next"]) == ([], [], None)
        actions.edit(rows[2], before={}, by=astrid, today=today, now=now)
        actions.delete(rows[1], by=astrid, now=now)
        gone = rows[1].pk or 0
        since = ask(everything, "registrations", modified_after=(now - timedelta(days=2)).isoformat())
        assert ([row["title"] for row in since["items"]], len(since["deleted"]), gone) == (["Nr. 2"], 1, 0)
        pages, after = [], {}
        while True:
            page = ask(everything, "registrations", modified_after=(now - timedelta(days=5)).isoformat(), limit=1, **after)
            pages.append([*(row["title"] for row in page["items"]), *("gone" for _row in page["deleted"])])
            if page["next"] is None:
                break
            after = {"cursor": page["next"]}
        assert pages == [["Nr. 0"], ["gone"], ["Nr. 2"], ["Nr. 3"]]
        assert page["as_of"] < timezone.now().isoformat()

    def test_the_very_same_is_not_sent_twice(self, ask: Any, everything: str) -> None:
        row = RegistrationFactory.create()
        for path in ("registrations", f"registrations/{row.pk}", "openapi.json"):
            tag = ask(everything, path, headers={"X": "y"})["ETag"]
            assert ask(everything, path, status=304, headers={"If-None-Match": f'"x", {tag}'}).content == b""
        Registration.objects.filter(pk=row.pk).update(title="Noget andet")
        ask(everything, "registrations", headers={"If-None-Match": tag})

    @pytest.mark.parametrize("name", resources)
    def test_each_list_is_as_described_and_asks_a_bounded_number_of_questions(self, name: str, ask: Any, everything: str, django_assert_max_num_queries: Any) -> None:
        resource = resources[name]
        FACTORIES[resource.model].create()
        ask(everything, name)
        with django_assert_max_num_queries(30 if resource.scope == "plan" else 9):
            one = ask(everything, name)["items"]
        for _row in range(3):
            FACTORIES[resource.model].create()
        questions = 30 if resource.scope == "plan" else 9
        with django_assert_max_num_queries(questions):
            rows = ask(everything, name)["items"]
        assert len(rows) >= len(one)
        schema = {**described.row_schema(resource), "$schema": "https://json-schema.org/draft/2020-12/schema"}
        for row in rows:
            jsonschema_rs.validate(schema, row)
        for row in rows[:1]:
            jsonschema_rs.validate(schema, ask(everything, f"{name}/{row['id']}"))


def test_nothing_sensitive_can_be_declared(centre: Any) -> None:
    for name, resource in resources.items():
        for column in resource.columns:
            holding = declarations[column.field.model._meta.label].fields.get(column.field.name)
            assert holding is None or holding.kind != "sensitive", (name, column.name)
        assert resource.filtered is not None
    with pytest.raises(NotToLeave):
        Resource("matching", "", "", Volunteer, "wishes").columns  # noqa: B018 -- asked, it raises
    with pytest.raises(NotToLeave):
        Resource("matching", "", "", Volunteer, "kind", filters="person__mail:mail").filtered  # noqa: B018 -- likewise


def test_the_description_names_all_there_is(ask: Any, everything: str) -> None:
    OrganisationFactory.create()
    found = ask(everything, "openapi.json")
    assert set(found["paths"]) >= {f"/{name}" for name in resources}
    assert found["servers"] == [{"url": f"{settings.SITE_URL}{ROOT}"}]
    assert json.dumps(found)
