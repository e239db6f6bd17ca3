"""Reports that people write: begun from a template, written, reviewed, published as they stand, and never changed afterwards."""

from datetime import date, timedelta
from io import BytesIO

import pdfplumber
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from docx import Document as Word

from brobygger.centres.models import Change
from brobygger.plan.periods import Period
from brobygger.reports import composed, first_templates, pdf, word, writing
from brobygger.reports.document import Callout, Heading, Paragraph, Photo, Table, plain
from brobygger.reports.models import Report, ReportPart, ReportTemplate, TemplatePart
from brobygger.reports.sections import sections
from brobygger.reports.sections_work import after, before
from tests.factories import (
    KindFactory,
    MembershipFactory,
    OrganisationFactory,
    PublishedReportFactory,
    RegistrationFactory,
    ReportFactory,
    ReportPartFactory,
    ReportPictureFactory,
    SeatFactory,
    TeamFactory,
    TemplatePartFactory,
)
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area
from tests.together import at_once

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()


def begun(bo, *parts, **more):
    template = TemplatePartFactory.create(heading="Forord").template
    for heading, section, measures in parts:
        TemplatePartFactory.create(template=template, heading=heading, section=section, measures=measures, position=template.parts.count())
    report = Report(title="Årsberetning", starts_on=date(TODAY.year, 1, 1), ends_on=date(TODAY.year, 12, 31), **more)
    return writing.begin(report, template, by=bo, now=NOW)


def figures(report):
    (table,) = (block for block in composed.document_of(report, TODAY).blocks if isinstance(block, Table))
    return {plain(row[0]): row[1:] for row in table.rows}


def consulted(n=1, day=TODAY):
    kind = KindFactory.create(base="consultation")
    return [RegistrationFactory.create(kind=kind, done_on=day) for _each in range(n)]


def test_it_holds_the_template_s_parts_and_does_not_follow_it_afterwards(centre, bo):
    report = begun(bo, ("Året i tal", "figures", ["consultations"]))
    TemplatePart.objects.update(heading="Noget andet")
    assert [part.heading for part in report.parts.all()] == ["Forord", "Året i tal"]


def test_a_part_with_nothing_in_it_is_not_shown(centre, bo):
    report = begun(bo)
    assert not [block for block in composed.compose(report, TODAY, final=True).blocks if isinstance(block, Heading)]
    part = report.parts.get()
    part.text = "## Kære alle\n\nEt **godt** år."
    writing.write(part, before={}, by=bo, now=NOW)
    assert [(block.level, block.text) for block in composed.compose(report, TODAY, final=True).blocks if isinstance(block, Heading)] == [(1, "Forord"), (2, "Kære alle")]


def test_its_figures_are_those_of_the_plan_and_stand_when_it_is_published(centre, bo):
    consulted(3)
    consulted(2, date(TODAY.year - 1, 5, 1))
    report = begun(bo, ("Året i tal", "figures", ["consultations"]))
    assert list(figures(report).values()) == [(3, 2)]
    published = writing.publish(writing.review(report, by=bo, now=NOW), by=bo, now=NOW)
    consulted(4)
    assert list(figures(published).values()) == [(3, 2)]
    assert list(figures(begun(bo, ("Året i tal", "figures", ["consultations"]))).values()) == [(7, 2)]


def test_publishing_twice_is_once_and_keeps_the_first(centre, bo):
    report = writing.review(begun(bo), by=bo, now=NOW)
    first = writing.publish(report, by=bo, now=NOW)
    again = writing.publish(report, by=bo, now=NOW + timedelta(days=1))
    assert (again.published_at, again.frozen.name) == (first.published_at, first.frozen.name)
    assert Change.objects.filter(verb="published").count() == 1


def test_nothing_is_published_unread_and_an_edit_makes_it_a_draft_again(centre, bo):
    report = begun(bo)
    with pytest.raises(ValidationError, match="læst den igennem"):
        writing.publish(report, by=bo, now=NOW)
    writing.review(report, by=bo, now=NOW)
    part = report.parts.get()
    part.text = "Nyt"
    writing.write(part, before={}, by=bo, now=NOW)
    report.refresh_from_db()
    assert (report.state, report.reviewed_by) == ("draft", None)


@pytest.mark.parametrize("act", [
    lambda report, bo: writing.keep(report, before={}, by=bo, now=NOW),
    lambda report, bo: writing.write(ReportPart(report=report, heading="Nyt"), before=None, by=bo, now=NOW),
    lambda report, bo: writing.take_out(report.parts.get(), by=bo, now=NOW),
    lambda report, bo: writing.move(report.parts.get(), 1, by=bo, now=NOW),
    lambda report, bo: writing.review(report, by=bo, now=NOW),
    lambda report, bo: writing.discard(report, by=bo, now=NOW),
])
def test_what_is_published_is_not_changed(centre, bo, act):
    report = PublishedReportFactory.create()
    ReportPartFactory.create(report=report)
    with pytest.raises(ValidationError, match="ændrer sig"):
        act(report, bo)
    assert Report.objects.get().is_published


def test_a_picture_waits_for_a_yes_and_travels_in_pdf_and_word(centre, bo):
    report = begun(bo)
    picture = ReportPictureFactory.create(part=report.parts.get(), consent=False, caption="Kaffe")
    writing.review(report, by=bo, now=NOW)
    with pytest.raises(ValidationError, match="Kaffe"):
        writing.publish(report, by=bo, now=NOW)
    picture.consent = True
    picture.save()
    document = composed.document_of(writing.publish(report, by=bo, now=NOW), TODAY)
    (photo,) = (block for block in document.blocks if isinstance(block, Photo))
    assert (photo.alt, photo.caption) == ("En grå firkant", "Kaffe")
    with pdfplumber.open(BytesIO(pdf.render(document))) as paper:
        assert len(paper.pages[0].images) == 1
    assert len(Word(BytesIO(word.render(document))).inline_shapes) == 1


def test_what_is_for_the_board_never_stands_on_the_site(centre, bo):
    report = begun(bo)
    report.for_board = True
    report.save()
    writing.review(report, by=bo, now=NOW)
    with pytest.raises(ValidationError, match="bestyrelsen"):
        writing.publish(report, public=True, by=bo, now=NOW)
    published = writing.publish(report, by=bo, now=NOW)
    with pytest.raises(ValidationError):
        writing.show(published, public=True, by=bo, now=NOW)
    assert not Report.objects.public().exists()


def test_the_next_edition_begins_from_the_words_and_leaves_the_pictures(centre, bo):
    report = begun(bo)
    part = report.parts.get()
    part.text = "Et godt år."
    part.save()
    ReportPictureFactory.create(part=part)
    made = writing.next_edition(report, title="Den næste", starts_on=date(TODAY.year + 1, 1, 1), ends_on=date(TODAY.year + 1, 12, 31), by=bo, now=NOW)
    assert [(each.heading, each.text, each.pictures.count()) for each in made.parts.all()] == [("Forord", "Et godt år.", 0)]
    assert (made.follows, made.state) == (report, "draft")


@pytest.mark.parametrize(("starts", "ends", "was", "then"), [
    (date(2026, 1, 1), date(2026, 12, 31), Period(date(2025, 1, 1), date(2025, 12, 31)), Period(date(2027, 1, 1), date(2027, 12, 31))),
    (date(2026, 1, 1), date(2026, 6, 30), Period(date(2025, 7, 1), date(2025, 12, 31)), Period(date(2026, 7, 1), date(2026, 12, 31))),
    (date(2024, 2, 1), date(2024, 2, 29), Period(date(2024, 1, 1), date(2024, 1, 31)), Period(date(2024, 3, 1), date(2024, 3, 31))),
    (date(2026, 3, 5), date(2026, 3, 11), Period(date(2026, 2, 26), date(2026, 3, 4)), Period(date(2026, 3, 12), date(2026, 3, 18))),
])
def test_the_periods_around_are_as_long(starts, ends, was, then):
    assert (before(Period(starts, ends)), after(starts, ends)) == (was, then)


def test_members_are_told_of_the_first_and_the_last_day(centre, bo):
    kind = MembershipFactory.create(starts_on=date(TODAY.year - 1, 1, 1)).type
    MembershipFactory.create(type=kind, starts_on=date(TODAY.year, 1, 2))
    MembershipFactory.create(type=kind, starts_on=date(TODAY.year - 2, 1, 1), ends_on=date(TODAY.year, 1, 1))
    report = begun(bo, ("Medlemmer", "members", []))
    (table,) = (block for block in composed.compose(report, TODAY, final=True).blocks if isinstance(block, Table))
    assert table.total is not None
    assert table.total[1:] == (2, 2)


def test_every_section_says_something_of_an_empty_centre(centre, bo):
    report = begun(bo, *((key, key, ["consultations", "event_organisations"]) for key in sections))
    document = composed.compose(report, TODAY)
    assert {block.text for block in document.blocks if isinstance(block, Heading)} >= set(sections)
    assert pdf.render(document).startswith(b"%PDF")
    assert word.render(document)


def test_every_section_says_something_of_a_period_that_has_not_begun(centre, bo):
    MembershipFactory.create()
    plan = a_plan(starts_on=date(TODAY.year, 1, 1), ends_on=date(TODAY.year + 3, 12, 31))
    report = begun(bo, *((key, key, ["consultations", "event_organisations"]) for key in sections), plan=plan)
    Report.objects.filter(pk=report.pk).update(starts_on=date(TODAY.year + 2, 1, 1), ends_on=date(TODAY.year + 2, 12, 31))
    document = composed.compose(Report.objects.get(), TODAY)
    assert {block.text for block in document.blocks if isinstance(block, Heading)} >= set(sections)
    assert sum(isinstance(block, Paragraph) and plain(block.text) == "Perioden er ikke begyndt." for block in document.blocks) >= 2


def test_a_new_part_comes_last_also_where_others_were_taken_out(centre, bo):
    report = begun(bo, *((name, "", []) for name in ("Et", "To", "Tre", "Fire")))
    for part in report.parts.all()[:3]:
        writing.take_out(part, by=bo, now=NOW)
    writing.write(ReportPart(report=report, heading="Ny"), before=None, by=bo, now=NOW)
    assert [part.heading for part in report.parts.all()] == ["Tre", "Fire", "Ny"]


def test_the_first_templates_are_laid_out_once_and_know_their_sections(centre):
    first_templates.lay_out()
    first_templates.lay_out()
    assert ReportTemplate.objects.count() == len(first_templates.TEMPLATES)
    assert set(TemplatePart.objects.exclude(section="").values_list("section", flat=True)) <= set(sections)


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_keep_one_report(centre, bo):
    report = writing.review(begun(bo), by=bo, now=NOW)
    found = at_once(centre, [lambda: writing.publish(report, by=bo, now=NOW) for _each in range(4)])
    assert {row.frozen.name for row in found} == {Report.objects.get().frozen.name}
    assert Change.objects.filter(verb="published").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_templates_at_once_lay_them_out_once(centre):
    at_once(centre, [lambda: list(first_templates.all_of_them()) for _each in range(4)])
    assert ReportTemplate.objects.count() == len(first_templates.TEMPLATES)


def test_one_that_is_thrown_away_takes_its_pictures_along(centre, bo):
    picture = ReportPictureFactory.create(part__report=ReportFactory.create())
    writing.discard(picture.part.report, by=bo, now=NOW)
    assert not Report.objects.exists()


def test_the_board_is_told_by_where_its_members_come_from_and_judged(centre, bo):
    for office, voluntary in (("chair", False), ("member", True)):
        home = OrganisationFactory.create(voluntary_social=voluntary, sector="association" if voluntary else "municipality")
        SeatFactory.create(office=office, represents=home, since=date(TODAY.year - 1, 1, 1))
    SeatFactory.create(since=date(TODAY.year - 3, 1, 1), until=date(TODAY.year - 2, 1, 1))
    document = composed.compose(begun(bo, ("Bestyrelsen", "board", [])), TODAY, final=True)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    (wrong,) = (block for block in document.blocks if isinstance(block, Callout))
    assert (len(table.rows), len(table.columns)) == (2, 4)
    assert "kommer fra kommunen" in plain(wrong.text)
    assert "mere end halvdelen" in plain(wrong.text)


def test_a_teams_own_report_tells_of_its_goals_alone(centre, bo):
    first_templates.lay_out()
    plan = a_plan(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), adopted_on=date(2024, 12, 1))
    team = TeamFactory.create(name="Foreningsservice")
    a_target(an_activity(a_goal(an_area(plan), title="Teamets eget mål", team=team)))
    a_target(an_activity(a_goal(an_area(plan, title="Andet"), title="De andres mål")))
    told = {}
    for whose in (team, None):
        row = writing.begin(Report(title="Opfølgning", starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30), team=whose), ReportTemplate.objects.get(key="team"), by=bo, now=NOW)
        document = composed.compose(row, date(2025, 7, 10), final=True)
        told[whose] = document.subtitle, [block.text for block in document.blocks if isinstance(block, Heading) and block.text.endswith("mål")]
    assert told == {team: ("Foreningsservice · 1. januar 2025 – 30. juni 2025", ["Teamets eget mål"]), None: ("1. januar 2025 – 30. juni 2025", ["Teamets eget mål", "De andres mål"])}
    after = writing.next_edition(Report.objects.get(team=team), starts_on=date(2025, 7, 1), ends_on=date(2025, 12, 31), title="Næste", by=bo, now=NOW)
    assert after.team == team


def test_what_nothing_fills_is_told_in_a_draft_and_left_out_when_it_is_published(centre, bo):
    report = begun(bo, ("Aftaler", "agreements", []), ("Ord", "", []))
    headings = [[block.text for block in composed.compose(report, TODAY, final=final).blocks if isinstance(block, Heading)] for final in (False, True)]
    assert headings == [["Aftaler"], []]


def test_one_page_for_politicians_is_one_page(centre, bo):
    first_templates.lay_out()
    RegistrationFactory.create_batch(3, kind=KindFactory.create(base="course"), done_on=TODAY, persons=12)
    row = writing.begin(Report(title="Frivilligcentret på én side", starts_on=TODAY.replace(month=1, day=1), ends_on=TODAY.replace(month=12, day=31)), ReportTemplate.objects.get(key="one-pager"), by=bo, now=NOW)
    for part in row.parts.all():
        part.text = "Kommunen får fem timers frivilligt arbejde for hver time, den betaler. " * 6
        writing.write(part, before={}, by=bo, now=NOW)
    with pdfplumber.open(BytesIO(pdf.render(composed.compose(row, TODAY, final=True)))) as paper:
        (page,) = paper.pages
        said = page.extract_text()
    for words in ("Kort sagt", "Afholdte arrangementer", "Det beder vi om"):
        assert words in said
