"""The two lights of a goal, proposed with reasons; a person decides. Pure: counts and dates in, a light and a sentence out.

The rules are the plans' own (green: reached, kept; yellow: for the most part, under three months late; red: not reached,
three months or more; ≠: the goal was changed), made exact in ``docs/reference/lights.md``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import floor

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.plan.periods import Per, Period, whole_months_late
from brobygger.plan.wording import day, number, times


class Colour(StrEnum):
    """The codes stored in follow-ups. ``CHANGED`` is the ≠ of the plans."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    CHANGED = "changed"


COLOUR_WORDS: dict[Colour, str | Promise] = {
    Colour.GREEN: gettext_lazy("green"),
    Colour.YELLOW: gettext_lazy("yellow"),
    Colour.RED: gettext_lazy("red"),
    Colour.GREY: gettext_lazy("not yet"),
    Colour.CHANGED: gettext_lazy("changed"),
}
_ORDER = [Colour.GREEN, Colour.YELLOW, Colour.RED]
RED_FROM_MONTHS = 3
NEARLY_WHOLE = 0.9  # a year from 5 January or to 13 December is a year: nobody is asked for less because of some days


@dataclass(frozen=True, slots=True)
class Light:
    """A proposed light with its reason in a sentence. ``more`` marks "more than planned"."""

    colour: Colour
    reason: str
    more: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """What a target asks of one window: at least, at most, or all of them (``share`` with a counted ``whole``)."""

    minimum: int | None = None
    maximum: int | None = None
    share: bool = False
    whole: int | None = None


def of_window(aim: Aim, count: int, period: Period, today: date, *, asked: float = 1.0, level: bool = False) -> Light:
    """The light of one window. ``asked`` is the share of a whole window that the plan leaves of it; nearly whole is whole.

    ``level``: the number is an average, held against the whole minimum from its first row on, however short the window.
    """
    if level and aim.minimum is not None:
        return _of_level(aim.minimum, count, period, today)
    if aim.share:
        return _of_share(aim, count, period, today)
    if aim.minimum is None:
        return _of_ceiling(aim, count)
    minimum = aim.minimum if asked >= NEARLY_WHOLE else floor(aim.minimum * asked + 1e-9)
    if count >= aim.minimum or (count >= minimum and (count or not minimum) and period.is_over(today)):
        return _reached(aim, count, minimum)
    if period.is_over(today):
        colour = Colour.YELLOW if 2 * count >= minimum else Colour.RED
        return Light(
            colour,
            _("%(count)s of at least %(minimum)s counted; the period ended on %(day)s.")
            % {"count": number(count), "minimum": number(minimum), "day": day(period.end)},
        )
    return _running(count, minimum, period, today)


def _reached(aim: Aim, count: int, minimum: int) -> Light:
    if not minimum and not count:
        return Light(Colour.GREY, _("So short a period asks for nothing, and nothing was counted."))
    if aim.maximum is not None and count > aim.maximum:
        reason = _("%(count)s counted, more than the planned %(range)s.")
        figures = {"count": number(count), "range": _range(aim)}
        return Light(Colour.GREEN, reason % figures, more=True)
    return Light(
        Colour.GREEN,
        _("%(count)s counted; at least %(minimum)s were asked for.")
        % {"count": number(count), "minimum": number(minimum)},
    )


def _running(count: int, minimum: int, period: Period, today: date) -> Light:
    expected = floor(minimum * period.elapsed(today) + 1e-9)
    figures = {
        "count": number(count), "minimum": number(minimum), "expected": number(expected), "day": day(period.end),
    }
    if not expected and not count:
        return Light(Colour.GREY, _("Not yet: none of %(minimum)s counted, and the period runs to %(day)s.") % figures)
    if count >= expected:
        colour = Colour.GREEN
    else:
        colour = Colour.YELLOW if 2 * count >= expected else Colour.RED
    reason = _("%(count)s of %(minimum)s counted; %(expected)s could be expected so far, and the period runs to %(day)s.")
    return Light(colour, reason % figures)


def _of_level(minimum: int, count: int, period: Period, today: date) -> Light:
    figures = {"count": number(count), "minimum": number(minimum), "day": day(period.end)}
    if not count and not period.is_over(today):
        return Light(Colour.GREY, _("Not yet: nobody has given a score, and the period runs to %(day)s.") % figures)
    if not count:
        return Light(Colour.RED, _("Nobody gave a score; the period ended on %(day)s.") % figures)
    colour = Colour.GREEN if count >= minimum else Colour.YELLOW if 2 * count >= minimum else Colour.RED
    return Light(colour, _("The average is %(count)s; at least %(minimum)s was asked for.") % figures)


def _of_ceiling(aim: Aim, count: int) -> Light:
    if aim.maximum is None:
        return Light(Colour.GREY, _("%(count)s counted; no number was set.") % {"count": number(count)})
    figures = {"count": number(count), "maximum": number(aim.maximum)}
    if count > aim.maximum:
        return Light(Colour.YELLOW, _("%(count)s counted, above the planned at most %(maximum)s.") % figures)
    if not count:
        return Light(Colour.GREY, _("Not yet: none counted of at most %(maximum)s.") % figures)
    return Light(Colour.GREEN, _("%(count)s counted of at most %(maximum)s.") % figures)


def _of_share(aim: Aim, count: int, period: Period, today: date) -> Light:
    if not aim.whole:
        return Light(
            Colour.GREY,
            _("%(count)s counted; how many there were in all has not been entered.") % {"count": number(count)},
        )
    percent = min(round(100 * count / aim.whole), 99) if count < aim.whole else 100
    reason = _("%(count)s of %(whole)s: %(percent)s per cent.")
    figures = {"count": number(count), "whole": number(aim.whole), "percent": number(percent)}
    if count >= aim.whole:
        return Light(Colour.GREEN, reason % figures)
    if not count and not period.is_over(today):
        return Light(Colour.GREY, _("Not yet: none of %(whole)s so far.") % figures)
    return Light(Colour.YELLOW if 2 * count >= aim.whole else Colour.RED, reason % figures)


def of_cadence(per: Per, lights: Sequence[tuple[Light, Period]], today: date) -> Light:
    """Green if every finished window met its minimum and the running one is on the way; yellow if at least half did.

    With no window finished, the running one speaks. Windows to come are not judged.
    """
    finished = [light for light, period in lights if period.is_over(today)]
    running = next((light for light, period in lights if today in period), None)
    if not finished:
        return running or Light(Colour.GREY, _("Not yet: the period has not begun."))
    judged = [light for light in finished if light.colour is not Colour.GREY]
    met = sum(light.colour is Colour.GREEN for light in judged)
    reason = met_sentence(per, met, len(judged))
    more = any(light.more for light in finished)
    if running is not None:
        now = _("Now: %(reason)s") % {"reason": running.reason}
        reason = f"{reason} {now}"
    if not judged:
        return running or Light(Colour.GREY, reason)
    on_the_way = running is None or running.colour in {Colour.GREEN, Colour.GREY}
    if met == len(judged) and on_the_way:
        return Light(Colour.GREEN, reason, more)
    return Light(Colour.YELLOW if 2 * met >= len(judged) else Colour.RED, reason)


def met_sentence(per: Per, met: int, finished: int) -> str:
    return ngettext(
        "%(met)s of %(finished)s finished %(windows)s met its number.",
        "%(met)s of %(finished)s finished %(windows)s met their number.",
        finished,
    ) % {"met": number(met), "finished": number(finished), "windows": times(per, finished)}


def of_each(members: Sequence[tuple[str, Light]]) -> Light:
    """One light for many (per network …): the middle one, of two the worse, never over one step above the worst."""
    judged = sorted((light for _name, light in members if light.colour in _ORDER), key=_rank)
    if not judged:
        return Light(Colour.GREY, _("Nobody to count for yet.") if not members else _("Not yet for any of them."))
    middle, worst = _rank(judged[len(judged) // 2]), _rank(judged[-1])
    colour = _ORDER[max(middle, worst - 1)]
    counts = {each: sum(light.colour is each for light in judged) for each in _ORDER}
    reason = _("Of %(all)s: %(green)s green, %(yellow)s yellow, %(red)s red.") % {
        "all": number(len(judged)), **{each.value: number(counts[each]) for each in _ORDER},
    }
    behind = [name for name, light in members if light.colour in {Colour.YELLOW, Colour.RED}]
    if behind:
        reason += " " + _("Behind: %(names)s.") % {"names": ", ".join(behind[:5]) + (" …" if len(behind) > 5 else "")}
    return Light(colour, reason)


def of_evidence(accepted_on: date | None, due: date | None, today: date) -> Light:
    """An evidenced target: green with accepted proof; else grey until due, then by its delay."""
    if accepted_on is not None:
        return Light(Colour.GREEN, _("Documented, accepted on %(day)s.") % {"day": day(accepted_on)})
    if due is None or today <= due:
        return Light(Colour.GREY, _("Not yet documented."))
    return Light(late_colour(due, today), _("Not documented; it was due on %(day)s.") % {"day": day(due)})


def late_colour(due: date, done: date) -> Colour:
    if done <= due:
        return Colour.GREEN
    return Colour.RED if whole_months_late(due, done) >= RED_FROM_MONTHS else Colour.YELLOW


@dataclass(frozen=True, slots=True)
class Deadline:
    """An activity's plan and truth: what it is called, when it was to end, and when it did (None: not yet)."""

    name: str
    due: date | None
    done: date | None


def of_schedule(deadlines: Iterable[Deadline], today: date) -> Light:
    """The worst of the activities that are done or due; those without a date give no light."""
    worst: tuple[int, int, Deadline] | None = None
    kept = 0
    for each in deadlines:
        if each.due is None or (each.done is None and today <= each.due):
            continue
        kept += 1
        reached = each.done or today
        step = (_ORDER.index(late_colour(each.due, reached)), (reached - each.due).days)
        if step[0] and (worst is None or step > worst[:2]):
            worst = (*step, each)
    if worst is None:
        if not kept:
            return Light(Colour.GREY, _("Not yet: nothing is due."))
        return Light(Colour.GREEN, _("What was due was done in time."))
    late = worst[2]
    assert late.due is not None  # noqa: S101 -- for the type checker: undated ones were passed over above
    return Light(_ORDER[worst[0]], _late_sentence(late, late.due, today))


def _late_sentence(late: Deadline, due: date, today: date) -> str:
    months = whole_months_late(due, late.done or today)
    delay = (
        ngettext("%(n)s month", "%(n)s months", months) % {"n": number(months)}
        if months
        else ngettext("%(n)s day", "%(n)s days", ((late.done or today) - due).days)
        % {"n": number(((late.done or today) - due).days)}
    )
    figures = {"name": shorten(late.name), "day": day(due), "delay": delay}
    if late.done is None:
        return _("“%(name)s” was due on %(day)s and is %(delay)s late.") % figures
    return _("“%(name)s” was due on %(day)s and was done %(delay)s late.") % figures


def of_goal_result(lights: Iterable[Light]) -> Light:
    """Green if all its targets are, red if at least half are red, else yellow; grey ones are left out."""
    judged = [light for light in lights if light.colour in _ORDER]
    if not judged:
        return Light(Colour.GREY, _("Not yet: nothing to count."))
    reds = sum(light.colour is Colour.RED for light in judged)
    more = any(light.more for light in judged)
    if len(judged) == 1:
        return judged[0]
    if all(light.colour is Colour.GREEN for light in judged):
        return Light(Colour.GREEN, _("All %(n)s targets are on the way or met.") % {"n": number(len(judged))}, more)
    behind = [light.reason for light in judged if light.colour is not Colour.GREEN]
    colour = Colour.RED if 2 * reds >= len(judged) else Colour.YELLOW
    reason = ngettext(
        "%(behind)s of %(n)s targets is behind: %(first)s", "%(behind)s of %(n)s targets are behind: %(first)s", len(behind)
    ) % {"behind": number(len(behind)), "n": number(len(judged)), "first": behind[0]}
    return Light(colour, reason)


def shorten(text: str, length: int = 70) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + " …"


def _rank(light: Light) -> int:
    return _ORDER.index(light.colour)


def _range(aim: Aim) -> str:
    if aim.minimum == aim.maximum or aim.minimum is None:
        return number(aim.maximum or 0)
    return f"{number(aim.minimum)}–{number(aim.maximum or 0)}"
