"""``./brobygger report …``: a report written to a file, by whoever runs the installation.

Whoever has the machine has the data, but files travel: persons are named only when ``--names`` asks for it. The command speaks the
shell's language, the report the one asked for.
"""

import argparse
import os
from datetime import date
from pathlib import Path

from django.db import DatabaseError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.board.models import Meeting
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.plan.models import Plan
from brobygger.reports.made import FORMATS, KINDS, Asked, make
from brobygger.reports.standing import Sees


class Unanswerable(Exception):
    """What was asked for is not there; the message says what there is."""


def main(words: list[str]) -> int:
    spoken = "da" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("da") else "en"
    with translation.override(spoken):
        parser = make_parser()
        options = parser.parse_args(words)
        try:
            content = _made(options)
            options.output.write_bytes(content)
        except Unanswerable as error:
            parser.exit(2, f"{parser.prog}: {error}\n")
        except DatabaseError as error:
            said = _("the database cannot be read")
            parser.exit(2, f"{parser.prog}: {said}: {error}\n")
        except OSError as error:
            said = _("%(file)s cannot be written") % {"file": options.output}
            parser.exit(2, f"{parser.prog}: {said}: {error.strerror}\n")
        print(_("Written: %(file)s (%(n)s kB)") % {"file": options.output, "n": len(content) // 1000 + 1})
    return 0


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./brobygger report", description=_("Write a report of one centre to a file."))
    kinds = parser.add_subparsers(dest="kind", required=True, metavar=_("REPORT"))
    texts = {
        "followup": _("The follow-up: lights, comments, counts with what they are made of, changes, decisions."),
        "plan": _("The whole plan as a document."),
        "board-pack": _("What a board meeting needs: agenda, what changed, decisions that come back, follow-up."),
    }
    for kind in KINDS:
        added = kinds.add_parser(kind, help=texts[kind], description=texts[kind])
        added.add_argument("--centre", required=True, metavar=_("KEY"), help=_("the centre’s short name in addresses"))
        formats = [name for name in FORMATS if name != "excel" or kind != "plan"]
        added.add_argument("--format", choices=formats, default="pdf", help=_("kind of file (%(default)s)"))
        added.add_argument("-o", "--output", type=Path, required=True, metavar=_("FILE"), help=_("the file to write"))
        added.add_argument("--language", choices=["da", "en"], default="da", help=_("language of the report (%(default)s)"))
        if kind != "board-pack":
            added.add_argument("--plan", type=int, metavar=_("NUMBER"), help=_("the plan’s number, the last part of its address (the plans running)"))
        if kind == "followup":
            added.add_argument("--meeting", metavar=_("NUMBER"), help=_("a meeting’s number, or “last”: the board’s latest frozen one (as it stands)"))
        if kind == "board-pack":
            added.add_argument("--meeting", metavar=_("NUMBER"), help=_("a meeting’s number, or “last”: the board’s latest frozen one (the next)"))
        if kind != "plan":
            added.add_argument("--names", action="store_true", help=_("name those who decided and are responsible"))
        added.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help=_("as of this day (today)"))
    return parser


def _made(options: argparse.Namespace) -> bytes:
    centre = Centre.objects.filter(key=options.centre).first()
    if centre is None:
        known = ", ".join(Centre.objects.values_list("key", flat=True)) or _("none yet")
        raise Unanswerable(_("there is no centre “%(key)s” (there are: %(known)s)") % {"key": options.centre, "known": known})
    day = options.date or timezone.localdate()
    with centre_in_force(centre):
        meeting = _meeting(options, day)
        plans = _plans(options, day, meeting)
        with translation.override(options.language):
            return make(Asked(options.kind, centre, plans, day, meeting, Sees(names=getattr(options, "names", False))), options.format)


def _meeting(options: argparse.Namespace, day: date) -> Meeting | None:
    wanted = getattr(options, "meeting", None)
    rows, found = Meeting.objects.select_related("team", "centre"), None
    if wanted is None:
        if options.kind == "board-pack":
            found = rows.filter(kind=Meeting.Kind.BOARD, held_on__gte=day).order_by("held_on", "pk").first()
            if found is None:
                raise Unanswerable(_("no board meeting is called on that day or after; name one with --meeting"))
        return found
    if wanted == "last":
        found = rows.frozen().filter(kind=Meeting.Kind.BOARD, held_on__lte=day).order_by("-held_on", "-pk").first()
        if found is None:
            raise Unanswerable(_("the board has no frozen meeting yet"))
    elif wanted.isdecimal() and len(wanted) < 18:
        found = rows.filter(pk=int(wanted)).first()
    if found is None:
        known = "; ".join(f"{row.pk}: {row}" for row in rows[:8]) or _("none yet")
        raise Unanswerable(_("there is no meeting “%(wanted)s” (there are: %(known)s)") % {"wanted": wanted, "known": known})
    return found


def _plans(options: argparse.Namespace, day: date, meeting: Meeting | None) -> list[Plan]:
    wanted: int | None = getattr(options, "plan", None)
    plans = list((meeting.plans.all() if meeting else Plan.objects.running_on(day)).order_by("kind", "pk"))
    if wanted is not None:
        every = plans if meeting else list(Plan.objects.order_by("kind", "pk"))
        chosen = [plan for plan in every if plan.pk == wanted]
        if not chosen:
            known = "; ".join(f"{row.pk}: {row}" for row in every[:8]) or _("none yet")
            raise Unanswerable(_("there is no plan %(wanted)s here (there are: %(known)s)") % {"wanted": wanted, "known": known})
        return chosen
    if not plans and meeting is None:
        raise Unanswerable(_("no adopted plan runs on %(day)s; name one with --plan") % {"day": day})
    if options.kind == "plan" and len(plans) > 1:
        known = "; ".join(f"{row.pk}: {row}" for row in plans)
        raise Unanswerable(_("several plans run on %(day)s; name one with --plan (%(known)s)") % {"day": day, "known": known})
    return plans
