"""The audit trail is read by the leader, says what was what, and takes no correction from anybody."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

import brobygger
from brobygger.centres import audit, trail_words
from brobygger.centres.models import Change
from tests.factories import ChangeFactory, KindFactory, OrganisationFactory, RegistrationFactory

TRAIL = "/testby/kontor/indstillinger/spor/"


@pytest.fixture
def renamed(bo):
    row = OrganisationFactory.create(name="Naboerne")
    before = audit.values(row)
    row.name, row.sector = "Naboer på tværs", "municipality"
    row.save()
    return audit.record("edited", row, by=bo, before=before)


def test_a_line_says_who_did_what_and_what_it_was(client_of, astrid, renamed):
    answer = client_of(astrid).get(TRAIL)
    (line,) = answer.context["lines"]
    assert (str(line["change"].by), line["verb"], line["what"]) == ("Bo", "rettet", "organisation")
    assert line["details"] == ["navn: Naboerne → Naboer på tværs", "sektor: civilsamfund → kommune"]


def test_it_is_filtered_by_who_what_and_when(client_of, astrid, bo, renamed):
    ChangeFactory.create(by=astrid, at=timezone.now() - timedelta(days=40), label="Gammelt tema")
    browser = client_of(astrid)

    def found(**asked):
        return [str(line["change"].by) for line in browser.get(TRAIL, asked).context["lines"]]

    assert found(hvem=bo.pk) == ["Bo"]
    assert found(hvad="centres.Theme") == ["Astrid"]
    assert found(q="gammelt") == ["Astrid"]
    assert found(fra=(timezone.localdate() - timedelta(days=2)).isoformat()) == ["Bo"]
    assert found(til=(timezone.localdate() - timedelta(days=2)).isoformat()) == ["Astrid"]
    assert found(hvad="organisations.Organisation", nr=renamed.row) == ["Bo"]
    assert found(fra="31-02-2026", hvem="x", nr="9" * 30) == ["Astrid", "Bo"]


def test_it_leaves_as_seen(client_of, astrid, renamed):
    text = client_of(astrid).get(TRAIL, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert text[0] == "Hvornår;Hvem;Hvad;Slags;Hvilken;Felter"
    assert text[1].endswith(';Bo;rettet;organisation;Naboer på tværs;navn: Naboerne → Naboer på tværs; sektor: civilsamfund → kommune"') or "Naboerne → Naboer på tværs" in text[1]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_number_of_questions(client_of, astrid, rows, django_assert_num_queries):
    ChangeFactory.create_batch(rows, by=astrid)
    browser = client_of(astrid)
    browser.get(TRAIL)
    with django_assert_num_queries(13):
        browser.get(TRAIL)


def test_every_verb_that_is_written_has_its_words():
    written = set()
    for path in Path(brobygger.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "record" and node.args:
                first = node.args[0]
                choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                written |= {each.value for each in choices if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    assert len(written) > 15
    assert written - set(trail_words.VERBS) == set()


class TestAppendOnly:
    """In the model, in a queryset, and beneath both."""

    def test_the_model_refuses(self, renamed):
        renamed.verb = "deleted"
        with pytest.raises(TypeError):
            renamed.save()
        with pytest.raises(TypeError):
            renamed.delete()
        with pytest.raises(TypeError):
            Change.objects.all().delete()

    @pytest.mark.parametrize("column", ["verb", "model", "label", "at", "fields", "by_id"])
    def test_the_database_refuses_to_rewrite(self, renamed, astrid, column):
        value = {"at": "2020-01-01 00:00:00+00:00", "fields": '{"name": ["x", "y"]}', "by_id": astrid.pk}.get(column, "andet")
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "centres_change" SET "{column}" = %s WHERE id = %s', [value, renamed.pk])  # noqa: S608 -- the column is one of the test's own
        fresh = Change.objects.get(pk=renamed.pk)
        assert (fresh.verb, fresh.by_id, fresh.fields) == ("edited", renamed.by_id, renamed.fields)

    def test_a_name_may_go_with_its_account(self, renamed):
        Change.objects.filter(pk=renamed.pk).update(by=None)
        assert Change.objects.get(pk=renamed.pk).by is None

    def test_work_goes_on_after_a_refusal(self, renamed):
        RegistrationFactory.create(kind=KindFactory.create())
        assert Change.objects.count() == 1


def test_lines_gathered_are_written_once_in_their_order_and_none_where_it_fails(bo, django_assert_num_queries):
    first, second = OrganisationFactory.create(), OrganisationFactory.create()
    with django_assert_num_queries(1), audit.together():
        audit.record("added", first, by=bo)
        audit.record("removed", second, by=bo)
    assert list(Change.objects.order_by("pk").values_list("verb", "row")) == [("added", first.pk), ("removed", second.pk)]

    def fails():
        with audit.together():
            audit.record("edited", first, by=bo, before={})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert Change.objects.count() == 2
    assert audit.record("edited", first, by=bo, before={}) is not None
    assert Change.objects.count() == 3
