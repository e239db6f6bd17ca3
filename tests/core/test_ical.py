"""Calendars by the standard: our lines as they must stand, and read back by a program of another make."""

from datetime import UTC, date, datetime, timedelta

import recurring_ical_events
from django.utils.timezone import get_default_timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from brobygger.core.ical import Appointment, calendar, escaped, folded

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
SITE = "https://centre.example"


def at(day, hour):
    return datetime(day.year, day.month, day.day, hour, tzinfo=get_default_timezone())


def test_times_stand_in_universal_time_on_both_sides_of_the_clock_change():
    def starts(on):
        text = calendar("Testby", [Appointment("k", "Møde", "/x/", starts_at=at(on, 10), ends_at=at(on, 12))], site=SITE, now=NOW)
        return next(line for line in text.splitlines() if line.startswith("DTSTART"))

    assert starts(date(2026, 3, 28)) == "DTSTART:20260328T090000Z"
    assert starts(date(2026, 3, 29)) == "DTSTART:20260329T080000Z"  # summer time began in the night
    assert starts(date(2026, 10, 25)) == "DTSTART:20261025T090000Z"


def test_a_row_as_the_standard_wants_it():
    row = Appointment("work-7", "Møde, med kage; og\nsang", "/testby/kontor/", on=date(2028, 2, 29), about="café", place="Salen", sequence=2)
    assert calendar("Testby", [row], site=SITE, now=NOW).split("\r\n")[5:-2] == [
        "BEGIN:VEVENT", "UID:work-7@centre.example", "DTSTAMP:20260105T093000Z", "DTSTART;VALUE=DATE:20280229", "DTEND;VALUE=DATE:20280301",
        "TRANSP:TRANSPARENT", "SEQUENCE:2", "SUMMARY:Møde\\, med kage\\; og\\nsang", "URL:https://centre.example/testby/kontor/", "DESCRIPTION:café",
        "LOCATION:Salen", "END:VEVENT",
    ]


def test_long_lines_are_folded_between_letters():
    parts = folded("SUMMARY:" + "å" * 100)
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == "SUMMARY:" + "å" * 100


def test_a_backslash_is_kept_beside_what_it_might_escape():
    # Not in the property below: the other program undoes one sign after another, and takes a backslash before a semicolon for its escape.
    assert escaped("a\\;b") == "a\\\\\\;b"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\\"), min_size=1, max_size=200))
def test_another_program_reads_the_words_as_they_were_written(words):
    row = Appointment("k", words, "/x/", starts_at=at(date(2026, 5, 1), 10), ends_at=at(date(2026, 5, 1), 12), place=words, categories=("Kursus", "Rekruttering"))
    read = Calendar.from_ical(calendar(words, [row], site=SITE, now=NOW))
    (event,) = read.walk("VEVENT")
    assert str(event["SUMMARY"]) == "\n".join(words.splitlines())
    assert event["DTSTART"].dt == at(date(2026, 5, 1), 10)
    assert [str(each) for line in event["CATEGORIES"] for each in line.cats] == ["Kursus", "Rekruttering"]


def test_nobody_can_write_lines_of_their_own_into_a_calendar():
    harm = "Kaffe\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Falsk"
    assert "\n" not in escaped(harm).replace("\\n", "")
    text = calendar(harm, [Appointment(harm.splitlines()[0], harm, "/x/", on=date(2026, 5, 1), place=harm, about=harm)], site=SITE, now=NOW)
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 1


def test_a_calendar_program_shows_what_is_on_a_day():
    rows = [
        Appointment(f"k{n}", f"Møde {n}", "/x/", starts_at=at(date(2026, 3, 28), 10) + timedelta(days=n), ends_at=at(date(2026, 3, 28), 12) + timedelta(days=n))
        for n in range(4)
    ]
    found = recurring_ical_events.of(Calendar.from_ical(calendar("Testby", rows, site=SITE, now=NOW))).at(date(2026, 3, 30))
    assert [str(each["SUMMARY"]) for each in found] == ["Møde 2"]
