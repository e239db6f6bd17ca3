"""The board pack beside the follow-up: what is to be decided, money, quality; in one click from the meeting."""

from datetime import date

from brobygger.reports.document import Bullets, Heading, Paragraph, Progress, Table, plain
from brobygger.reports.made import Asked, composed
from tests.factories import (
    AgendaItemFactory,
    BudgetLineFactory,
    ChargeFactory,
    ExpenseFactory,
    GrantFactory,
    JointAnswerFactory,
    MeetingFactory,
    ReportDateFactory,
)

DAY = date(2025, 6, 12)


def blocks(centre):
    return composed(Asked("board-pack", centre, [], DAY, MeetingFactory.create(held_on=DAY))).blocks


def test_what_is_to_be_decided_stands_by_its_number(centre):
    meeting = MeetingFactory.create(held_on=DAY)
    AgendaItemFactory.create(meeting=meeting, title="Siden sidst", position=0)
    AgendaItemFactory.create(meeting=meeting, title="Budget 2026", position=1, for_decision=True)
    found = composed(Asked("board-pack", centre, [], DAY, meeting)).blocks
    at = [getattr(each, "text", "") for each in found].index("Skal besluttes")
    assert found[at + 1] == Bullets(("2. Budget 2026",))


def test_money_is_told_to_the_day(centre):
    line = BudgetLineFactory.create(grant__title="Grundtilskud", amount=100_000_00)
    ExpenseFactory.create(line=line, on=date(2025, 6, 1), amount=120_000_00)
    ExpenseFactory.create(line=line, on=date(2025, 7, 1), amount=50_000_00)
    ReportDateFactory.create(grant=line.grant, what="Regnskab", due_on=date(2025, 7, 1))
    GrantFactory.create(title="Forbi", starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31))
    ChargeFactory.create(amount=200_00, charged_on=date(2025, 2, 1))
    found = blocks(centre)
    assert "Økonomi" in [each.text for each in found if isinstance(each, Heading)]
    table = next(each for each in found if isinstance(each, Table) and each.caption == "Budget og brugt")
    assert table.rows == (("Grundtilskud", 500_000, 120_000, 380_000, Progress(24, maximum=100)),)  # kroner and per cent: nobody reads øre
    warned = next(each for each in found if isinstance(each, Bullets))
    assert ["er overtrukket med 20.000 kr." in plain(said) for said in warned.items] == [True, False]
    assert "1. juli 2025" in plain(warned.items[1])
    assert any("200 kr." in plain(each.text) for each in found if isinstance(each, Paragraph))


def test_what_was_paid_back_is_not_left(centre):
    GrantFactory.create(title="Grundtilskud", amount=500_000_00, paid_back=20_000_00, paid_back_on=DAY)
    GrantFactory.create(title="Bagefter", amount=500_000_00, starts_on=date(2025, 2, 1), paid_back=20_000_00, paid_back_on=date(2025, 6, 13))
    found = blocks(centre)
    table = next(each for each in found if isinstance(each, Table) and each.caption == "Budget og brugt")
    assert [row[3] for row in table.rows] == [480_000, 500_000]
    (said,) = next(each for each in found if isinstance(each, Bullets)).items
    assert plain(said) == "Grundtilskud: 20.000 kr. blev betalt tilbage 12. juni 2025."


def test_without_money_and_quality_the_pack_says_nothing_of_them(centre):
    headings = [each.text for each in blocks(centre) if isinstance(each, Heading)]
    assert not {"Økonomi", "Kvalitet"} & set(headings)


def test_a_round_under_way_stands_in_the_pack(centre):
    answer = JointAnswerFactory.create()
    pack = composed(Asked("board-pack", centre, [], answer.round.due_on, MeetingFactory.create(held_on=answer.round.due_on))).blocks
    assert str(answer.round) in [each.text for each in pack if isinstance(each, Heading)]


def test_one_click_on_the_meeting_gives_the_pack(centre, client_of, dorte):
    meeting = MeetingFactory.create(held_on=DAY)
    page = client_of(dorte).get(meeting.get_absolute_url()).content.decode()
    url = f"/testby/kontor/rapporter/moede/{meeting.pk}/fil.pdf"
    assert f'href="{url}"' in page
    assert client_of(dorte).get(url).content.startswith(b"%PDF")
