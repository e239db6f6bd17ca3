"""Takes the measurements on one database and prints them as one line of JSON: rows of what, measured, promised, remark."""

import argparse
import json
from collections.abc import Callable
from datetime import date

import django

from brobygger.bench.timing import Row, in_turn, ms, say
from brobygger.config.preparation import compile_texts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("centres", type=int)
    parser.add_argument("registrations", type=int)
    parser.add_argument("turns", type=int)
    parser.add_argument("offers", type=int)
    parser.add_argument("--papers", action="store_true")
    parser.add_argument("--starts", action="store_true")
    parser.add_argument("--crowd", action="store_true")
    parser.add_argument("--report", type=int, default=0, metavar="REGISTRATIONS")
    parser.add_argument("--archive", type=int, nargs=2, metavar=("ROWS", "MEGABYTES"))
    options = parser.parse_args()
    compile_texts()
    django.setup()
    rows, the_work = _pages(options)
    if options.papers:
        from brobygger.bench import papers

        rows += papers.measure(options.turns)
    if options.crowd:
        from brobygger.bench import crowd, mailing, rush

        rows += crowd.measure()
        rows += rush.measure()
        rows += mailing.measure()
    rows += the_work()  # last of what the database is measured on: its two thousand organisations would weigh on the line's parser
    if options.report:
        from brobygger.bench import telling

        rows += telling.measure(options.report)
    if options.archive:
        from brobygger.bench import archiving

        rows += archiving.measure(*options.archive)
    if options.starts:
        from brobygger.bench import starts

        rows += starts.measure()
    print(json.dumps(rows))


def _pages(options: argparse.Namespace) -> tuple[list[Row], Callable[[], list[Row]]]:
    """The figures of the plan and the line; and what measures the other tools on the same data."""
    from django.core.management import call_command
    from django.test import Client

    from brobygger.bench import asking, fitting, housing, load, programs, searching, work
    from brobygger.config.preparation import bring_tables_up_to_date
    from brobygger.plan import counting, kept

    call_command("collectstatic", interactive=False, verbosity=0)
    bring_tables_up_to_date()
    say(f"{options.registrations:,} registrations for one centre")
    centre, plan, user = load.first_centre(options.registrations, date.today())
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    base = f"/{centre.key}/kontor"

    def get(path: str) -> Callable[[], object]:
        def act() -> None:
            answer = client.get(path if path.startswith(f"/{centre.key}/") else base + path)
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")

        return act

    def fresh() -> None:
        """The plan page with nothing kept: every number counted anew."""
        kept.forget()
        counting.forget()
        get(f"/planer/{plan.pk}/")()

    def post(path: str, **data: str) -> Callable[[], object]:
        def act() -> None:
            answer = client.post(base + path, data)
            if answer.status_code not in {204, 302}:
                raise RuntimeError(f"{path}: {answer.status_code} {answer.content[:300]!r}")

        return act

    rows: list[Row] = []
    say("the plan page")
    empty, page = in_turn(options.turns, get("/tom/"), get(f"/planer/{plan.pk}/"))
    counted = in_turn(max(5, options.turns // 4), fresh)[0]
    rows.append(("plan page over an empty page", f"{page / empty:.2f} ×", "≤ 4 ×", f"{ms(page)} over {ms(empty)}"))
    rows.append(("… every number counted anew", f"{counted / empty:.2f} ×", "", ms(counted)))
    say(f"{options.registrations * options.centres:,} registrations in {options.centres} centres")
    load.more_centres(options.centres - 1, centre)
    say("the plan page again")
    empty_large, page_large = in_turn(options.turns, get("/tom/"), get(f"/planer/{plan.pk}/"))
    counted_large = in_turn(max(5, options.turns // 4), fresh)[0]
    ratio = (page_large / empty_large) / (page / empty)
    again = (counted_large / empty_large) / (counted / empty)
    rows.append(("plan page in the large database", f"{page_large / empty_large:.2f} ×", "≤ 4 ×", f"{ms(page_large)} over {ms(empty_large)}"))
    rows.append(("… large over small", f"{ratio:.2f} ×", "≤ 1.3 ×", "both as multiples of the empty page"))
    rows.append(("… every number counted anew, large over small", f"{again:.2f} ×", "≤ 1.3 ×", ms(counted_large)))
    say("registering one line")
    line = "Sparring med Forening 007 om rekruttering, 45 min, 3 deltagere"
    bare, whole = in_turn(options.turns, post("/indsaet/"), post("/registreringer/linje/", linje=line))
    rows.append(("one line kept over a bare insert", f"{whole / bare:.2f} ×", "≤ 3 ×", f"{ms(whole)} over {ms(bare)}"))
    rows += programs.measure(centre, user, options.turns)
    return rows, lambda: [*asking.measure(client, get, centre, options.turns), *housing.measure(get, centre, options.turns, options.offers), *work.measure(client, get, centre, user, options.turns), *searching.measure(centre, options.turns, options.offers), *fitting.measure(centre, options.turns, max(1, options.offers // 10), options.offers)]


if __name__ == "__main__":
    main()
