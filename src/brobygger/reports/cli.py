"""``./brobygger report …``: a report written to a file, by whoever runs the installation.

Whoever has the machine has the data, but files travel: persons are named only when ``--names`` asks for it.
"""

import argparse
from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils import timezone, translation

from brobygger.board.models import Meeting
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.plan.models import Plan
from brobygger.reports.made import FORMATS, KINDS, Asked, make
from brobygger.reports.standing import Sees


class Unanswerable(Exception):
    """What was asked for is not there; the message says what there is."""


def main(words: list[str]) -> int:
    parser = make_parser()
    options = parser.parse_args(words)
    with translation.override(options.language):
        try:
            content = _made(options)
        except Unanswerable as error:
            parser.exit(2, f"{parser.prog}: {error}\n")
        except (DatabaseError, ImproperlyConfigured) as error:
            parser.exit(2, f"{parser.prog}: the database cannot be read: {error}\n")
    try:
        options.output.write_bytes(content)
    except OSError as error:
        parser.exit(2, f"{parser.prog}: {options.output} cannot be written: {error.strerror}\n")
    print(f"{options.output}: {len(content):,} bytes")
    return 0


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./brobygger report", description="Write a report of one centre to a file.")
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="REPORT")
    texts = {
        "followup": "the follow-up: lights, comments, counts with what they are made of, changes, decisions",
        "plan": "the whole plan as a document",
        "board-pack": "what a board meeting needs: agenda, what changed, follow-up, decisions that come back",
    }
    for kind in KINDS:
        added = kinds.add_parser(kind, help=texts[kind], description=texts[kind][0].upper() + texts[kind][1:] + ".")
        added.add_argument("--centre", required=True, metavar="KEY", help="the centre's short name in addresses")
        added.add_argument("--format", choices=[*FORMATS], default="pdf", help="kind of file (%(default)s)")
        added.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the file to write")
        added.add_argument("--language", choices=["da", "en"], default="da", help="language of the report (%(default)s)")
        if kind != "board-pack":
            added.add_argument("--plan", type=int, metavar="NUMBER", help="the plan's number (the last part of its address); without it, those running")
        if kind != "plan":
            added.add_argument("--meeting", metavar="NUMBER", help="a meeting's number, or “last” for the board's latest frozen one")
            added.add_argument("--names", action="store_true", help="name those who decided and are responsible")
        added.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as of this day (today)")
    return parser


def _made(options: argparse.Namespace) -> bytes:
    centre = Centre.objects.filter(key=options.centre).first()
    if centre is None:
        known = ", ".join(Centre.objects.values_list("key", flat=True)) or "none yet"
        raise Unanswerable(f"there is no centre “{options.centre}” (there are: {known})")
    day = options.date or timezone.localdate()
    with centre_in_force(centre):
        meeting = _meeting(options, day)
        plans = _plans(options, day, meeting)
        asked = Asked(options.kind, centre, plans, day, meeting, Sees(names=getattr(options, "names", False)))
        return make(asked, options.format)


def _meeting(options: argparse.Namespace, day: date) -> Meeting | None:
    wanted = getattr(options, "meeting", None)
    rows = Meeting.objects.select_related("team", "centre")
    if wanted is None:
        if options.kind != "board-pack":
            return None
        coming: Meeting | None = rows.filter(kind=Meeting.Kind.BOARD, held_on__gte=day).order_by("held_on").first()
        if coming is None:
            raise Unanswerable("no board meeting is called on that day or after; name one with --meeting")
        return coming
    if wanted == "last":
        found: Meeting | None = rows.frozen().filter(kind=Meeting.Kind.BOARD, held_on__lte=day).order_by("-held_on").first()
        if found is None:
            raise Unanswerable("the board has no frozen meeting yet")
        return found
    found = rows.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 18 else None
    if found is None:
        known = "; ".join(f"{row.pk}: {row}" for row in rows[:8]) or "none yet"
        raise Unanswerable(f"there is no meeting “{wanted}” (there are: {known})")
    return found


def _plans(options: argparse.Namespace, day: date, meeting: Meeting | None) -> list[Plan]:
    wanted: int | None = getattr(options, "plan", None)
    rows = meeting.plans.order_by("kind", "pk") if meeting else Plan.objects.running_on(day).order_by("kind", "pk")
    if wanted is not None:
        chosen = Plan.objects.filter(pk=wanted).first()
        if chosen is None or (meeting and chosen not in rows):
            known = "; ".join(f"{row.pk}: {row}" for row in (rows if meeting else Plan.objects.all())[:8]) or "none yet"
            raise Unanswerable(f"there is no plan {wanted} here (there are: {known})")
        return [chosen]
    plans = list(rows)
    if not plans and options.kind != "board-pack":
        raise Unanswerable("the meeting follows no plan up" if meeting else f"no adopted plan runs on {day}; name one with --plan")
    return plans
