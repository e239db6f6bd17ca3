"""What the preview shows of a guess can be corrected, and what was corrected is what is adopted."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from brobygger.plan import adoption
from brobygger.plan.enriching import enrich
from brobygger.plan.import_form import read_back
from brobygger.plan.importing import read_plan
from brobygger.plan.laying import lay
from brobygger.plan.models import Activity, Area, Goal, Plan, PlanDraft, Target, ToldStatus
from brobygger.plan.owners import match_owners

NOW = datetime(2026, 1, 15, 10, tzinfo=UTC)
TABLE = """# Handlingsplan 2026

| Kerneydelse | Mål | Aktiviteter | Ansvarlig | Deadline | Dokumentation |
|---|---|---|---|---|---|
| Foreningsservice | Foreninger kan mere | 3 online kurser | Bo | 1. oktober | Deltagerlister |
| | | Mindst 3 netværksmøder om året | Lederen og bestyrelsen | 1. oktober | Referater |
| | | Åben rådgivning | Astrid | løbende | |
"""
STATUS = """# Status pr. 30. juni 2026 på Handlingsplan 2025-2026

| Indsats | Aktivitet | Status | Resultat | Tid |
|---|---|---|---|---|
| Demens | Holde 20 caféer om året | 11 caféer er holdt | Grøn | Gul |
"""


def read(text):
    outline = enrich(read_plan(text.encode(), "plan.md").as_json())
    match_owners(outline)
    return outline


def posted(outline, at, **changes):
    """The fields of one activity's first target as the form posts them, with ``changes`` typed in."""
    target = outline["areas"][0]["goals"][0]["activities"][0]["targets"][0]
    fields = {
        f"{at}-text": "3 online kurser", f"{at}t0-minimum": str(target["minimum"] or ""), f"{at}t0-maximum": str(target["maximum"] or ""),
        f"{at}t0-per": target["per"], f"{at}t0-each": "", f"{at}t0-due": "", f"{at}t0-measure": target["measure"],
        f"{at}t0-base": "".join(target["narrow"].get("base", [])), f"{at}t0-online": "yes", f"{at}t0-mode": "",
    }
    data = QueryDict(mutable=True)
    data.update(fields | {f"{at}t0-{name}": value for name, value in changes.items()})
    return data


def adopt(outline, by):
    draft = PlanDraft.objects.create(filename="plan.md", uploaded_at=NOW, outline=outline, source=[])
    return adoption.adopt(draft, by=by, now=NOW)


def test_another_measure_is_never_narrowed_by_what_it_does_not_know(astrid):
    outline = read(TABLE)
    target = outline["areas"][0]["goals"][0]["activities"][0]["targets"][0]
    assert (target["measure"], target["narrow"], target["guessed"]) == ("events_held", {"base": ["course"], "online": [True]}, True)
    changed, errors = read_back(outline, posted(outline, "a0g0x0", measure="consultations"))
    target = changed["areas"][0]["goals"][0]["activities"][0]["targets"][0]
    assert (errors, target["measure"], target["narrow"], target["guessed"]) == ([], "consultations", {"online": [True]}, False)
    adopt(changed, astrid)
    assert Target.objects.get(measure="consultations").narrow == {"online": [True]}


def test_kind_place_and_whose_work_can_be_chosen(astrid):
    outline = read(TABLE)
    changed, errors = read_back(outline, posted(outline, "a0g0x0", base="workshop", online="", mode="offered", about="on"))
    target = changed["areas"][0]["goals"][0]["activities"][0]["targets"][0]
    assert (errors, target["narrow"], target["mode"], target["about"]) == ([], {"base": ["workshop"]}, "offered", True)
    adopt(changed, astrid)
    assert Target.objects.order_by("pk")[0].narrow == {"base": ["workshop"], "mode": ["offered", "held"]}


def test_a_guess_that_was_looked_at_and_left_alone_stays_a_guess(astrid):
    outline = read(TABLE)
    changed, _errors = read_back(outline, posted(outline, "a0g0x0"))
    assert changed["areas"][0]["goals"][0]["activities"][0]["targets"][0]["guessed"] is True


@pytest.mark.parametrize("typed", ["to", "-1", "2,5"])
def test_what_is_no_number_is_said_and_not_made_empty(astrid, typed):
    outline = read(TABLE)
    changed, errors = read_back(outline, posted(outline, "a0g0x0", minimum=typed))
    assert len(errors) == 1
    assert typed in errors[0]
    assert changed["areas"][0]["goals"][0]["activities"][0]["targets"][0]["minimum"] == 3


def test_those_responsible_and_when_are_kept(astrid, bo):
    adopt(read(TABLE), astrid)
    assert list(Activity.objects.order_by("pk").values_list("owner", "ends_on", "continuous")) == [
        (bo.pk, date(2026, 10, 1), False), (None, None, False), (astrid.pk, None, True),
    ]
    assert [activity.note for activity in Activity.objects.order_by("pk")] == [
        "", "Ansvarlig: Lederen og bestyrelsen\nHvornår: 1. oktober", "Hvornår: løbende",
    ]


def test_a_deadline_does_not_cut_the_years_of_a_cadence(astrid):
    adopt(read(TABLE), astrid)
    target = Target.objects.get(per="year")
    assert (target.minimum, target.due_on, target.activity.ends_on) == (3, None, None)


def test_the_documents_words_name_the_levels(astrid):
    plan = adopt(read(TABLE), astrid)
    assert (plan.area_word, plan.goal_word, plan.activity_word, plan.means_word) == ("Kerneydelse", "Mål", "Aktivitet", "Dokumentation")
    assert Area.objects.get().kind == "core_service"


def test_the_kind_of_plan_and_of_area_and_the_words_can_be_chosen(astrid):
    outline, errors = read_back(read(TABLE), {"title": "Kommunikation", "kind": "strategy", "area-word": "Spor", "a0-kind": "focus"})
    plan = adopt(outline, astrid)
    assert (errors, plan.kind, plan.area_word, Area.objects.get().kind) == ([], "strategy", "Spor", "focus")


def test_notes_texts_and_lead_in_lines_come_along_and_can_be_corrected(astrid):
    outline = read(TABLE + "\n## Organisering\n\nVi mødes.\n")
    assert [section["title"] for section in outline["sections"]] == ["Organisering"]
    outline["areas"][0]["goals"][0] |= {"note": "Fordi mange står udenfor.", "lead_in": "Vi vil:"}
    outline, _errors = read_back(outline, {"s0-title": "Sådan er vi organiseret", "s0-text": "Vi mødes tit.", "a0g0-lead_in": "Det gør vi:"})
    plan = adopt(outline, astrid)
    assert list(plan.sections.values_list("title", "text", "after_goals")) == [("Sådan er vi organiseret", "Vi mødes tit.", False)]
    assert Goal.objects.values_list("note", "lead_in").get() == ("Fordi mange står udenfor.", "Det gør vi:")


def test_a_status_is_kept_as_the_document_said_it(astrid):
    outline = read(STATUS)
    assert outline["told_on"] == "2026-06-30"
    adopt(outline, astrid)
    told = ToldStatus.objects.get()
    assert (told.text, told.result, told.schedule, told.on) == ("11 caféer er holdt", "green", "yellow", date(2026, 6, 30))
    assert (told.activity.text, told.document, told.activity.note) == ("Holde 20 caféer om året", "plan.md", "")


def test_a_status_that_was_read_wrong_can_be_corrected_or_left_out(centre):
    at = {"a0g0x0-text": "Holde 20 caféer om året", "a0g0x0s0-result": "red", "a0g0x0s0-text": "Kun 11."}
    outline, _errors = read_back(read(STATUS), at)
    assert [(each["text"], each["result"]) for each in outline["areas"][0]["goals"][0]["activities"][0]["told"]] == [("Kun 11.", "red")]
    outline, _errors = read_back(outline, at | {"a0g0x0s0-drop": "on"})
    assert outline["areas"][0]["goals"][0]["activities"][0]["told"] == []


def test_a_status_is_laid_onto_the_plan_it_is_of(astrid):
    plan = adopt(read(STATUS.replace("| 11 caféer er holdt | Grøn | Gul |", "| | | |")), astrid)
    draft = PlanDraft.objects.create(filename="status.md", uploaded_at=NOW, outline=read(STATUS), source=[])
    assert (lay(draft, plan, by=astrid, now=NOW), lay(draft, plan, by=astrid, now=NOW)) == (1, 0)
    assert (Plan.objects.count(), ToldStatus.objects.get().goal.area.plan) == (1, plan)


def test_what_is_not_found_in_the_plan_is_said_and_nothing_is_laid(astrid):
    plan = adopt(read(TABLE), astrid)
    draft = PlanDraft.objects.create(filename="status.md", uploaded_at=NOW, outline=read(STATUS), source=[])
    with pytest.raises(ValidationError, match="20 caféer"):
        lay(draft, plan, by=astrid, now=NOW)
    assert (ToldStatus.objects.count(), PlanDraft.objects.get(pk=draft.pk).plan) == (0, None)


def test_in_the_browser(astrid, client_of):
    client = client_of(astrid)
    document = SimpleUploadedFile("status.md", STATUS.encode())
    address = client.post("/testby/kontor/planer/importer/", {"document": document}).url
    page = client.get(address).content.decode()
    assert 'name="a0g0x0t0-base"' in page
    assert 'name="a0g0x0s0-result"' in page
    fields = {"title": "Plan", "starts_on": "2025-01-01", "ends_on": "2026-12-31", "order": "adopt"}
    where = client.post(address, fields).url
    assert "11 caféer er holdt" in client.get(f"/testby/kontor/planer/maal/{Goal.objects.get().pk}/").content.decode()
    again = client.post("/testby/kontor/planer/importer/", {"document": SimpleUploadedFile("status.md", STATUS.encode())}).url
    assert client.post(again, {"order": "lay", "onto": ""}).status_code == 422
    assert client.post(again, {"order": "lay", "onto": str(Plan.objects.get().pk)}).url == where
    assert (Plan.objects.count(), ToldStatus.objects.count()) == (1, 2)
