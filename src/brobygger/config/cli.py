"""The command line: ``./brobygger COMMAND``. Each command's code is imported when it is asked for, so all start fast."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from brobygger import __version__
from brobygger.core.terminal import either, stop, warn

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT / ".data"

# Commands whose remaining words go on to another module's main(words) -> exit code. That module's argparse answers --help,
# so it calls itself by the whole name, such as prog="./brobygger plan import".
HANDED_ON = {
    "plan import": ("brobygger.plan.importing.cli", "import a plan document", "indlæs et plandokument"),
    "report": ("brobygger.reports.cli", "write a report to a file", "skriv en rapport til en fil"),
    "archive": ("brobygger.archive.cli", "write a whole centre to one file", "skriv et helt center til én fil"),
    "unpack": ("brobygger.archive.unpacking", "take in a centre from its archive", "tag et center ind fra dets arkiv"),
    "bench": ("brobygger.bench", "measure speed on large data", "mål hastigheden på store data"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["manage"]:
        return manage(words[1:])
    for name in HANDED_ON:
        taken = name.split()
        if words[: len(taken)] == taken:
            return hand_on(name, words[len(taken) :])
    parser = make_parser()
    options = parser.parse_args(words)
    if options.run is None:
        parser.print_help()
        return 0
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./brobygger",
        description=either(
            "Brobygger: a volunteer centre's plan, joined to its daily work.",
            "Brobygger: frivilligcentrets plan, bundet sammen med hverdagens arbejde.",
        ),
    )
    parser.set_defaults(run=None)
    parser.add_argument("--version", action="version", version=f"Brobygger {__version__}")
    commands = parser.add_subparsers(metavar=either("COMMAND", "KOMMANDO"))

    def command(
        name: str, run: Callable[[argparse.Namespace], int], english: str, in_danish: str
    ) -> argparse.ArgumentParser:
        text = either(english, in_danish)
        added = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        added.set_defaults(run=run)
        return added

    demo = command("demo", run_demo, "start with example data on this machine", "start med eksempeldata på denne maskine")
    demo.add_argument("--data", type=Path, default=DATA, help=either("data folder (%(default)s)", "datamappe (%(default)s)"))
    demo.add_argument("--port", type=int, default=8000, help=either("port (%(default)s)", "port (%(default)s)"))

    test = command("test", run_test, "run every check and test", "kør alle kontroller og prøver")
    test.add_argument("--quick", action="store_true", help=either("before a commit: the checks, and the tests of what was changed, on SQLite", "før en commit: kontrollerne og prøverne af det ændrede, på SQLite"))
    test.add_argument("--database", choices=["sqlite", "postgres", "both"], help=either("which database (both)", "hvilken database (begge)"))
    test.add_argument("-k", dest="expression", default="", help=either("only tests matching this", "kun prøver, der passer"))
    command("check", run_check, "run the checks without the tests", "kør kontrollerne uden prøverne")

    command("lock", run_lock, "compile the locks of the dependencies anew", "lås afhængighederne på ny")

    serve = command("serve", run_serve, "serve an installation", "kør en rigtig installation")
    serve.add_argument("--host", default="127.0.0.1", help=either("address (%(default)s)", "adresse (%(default)s)"))
    serve.add_argument("--port", type=int, default=8000, help=either("port (%(default)s)", "port (%(default)s)"))
    serve.add_argument("--workers", type=int, default=2, help=either("web processes (%(default)s)", "webprocesser (%(default)s)"))

    backup = command("backup", run_backup, "save everything to one file", "gem det hele i én fil")
    backup.add_argument("file", type=Path, help=either("the zip file to write", "zip-filen, der skal skrives"))
    restore = command("restore", run_restore, "bring everything back from a backup", "hent det hele fra en sikkerhedskopi")
    restore.add_argument("file", type=Path, help=either("a file that backup wrote", "en fil, som backup har skrevet"))
    restore.add_argument("--replace", action="store_true", help=either("overwrite what is there", "overskriv det, der er"))

    registries = command("registries", run_registries, "list what the contexts register", "vis, hvad delene melder ind")
    registries.add_argument("--json", action="store_true", help=either("for a program to read", "til et program"))

    manage_text = either("Django's own commands", "Djangos egne kommandoer")
    commands.add_parser("manage", help=manage_text, add_help=False)
    for name, (_module, english, in_danish) in HANDED_ON.items():
        first, _space, second = name.partition(" ")
        entry = commands.add_parser(first, help=either(english, in_danish), add_help=bool(second))
        if second:  # reached only when the second word is missing or wrong: then argparse says which there is
            entry.add_subparsers(required=True, metavar=second).add_parser(second, help=either(english, in_danish))
    return parser


def hand_on(name: str, words: list[str]) -> int:
    """``plan import FILE`` and the like: the remaining words belong to the context that answers."""
    module = HANDED_ON[name][0]
    if not _exists(module):
        stop(
            f"This version of Brobygger has no “{name}” command yet.",
            f"Denne udgave af Brobygger har endnu ikke kommandoen »{name}«.",
        )
    set_up_django()
    main_of: Callable[[list[str]], int | None] = importlib.import_module(module).main
    return main_of(words) or 0


def manage(words: list[str]) -> int:
    choose_settings()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["./brobygger manage", *words])
    return 0


def set_up_django() -> None:
    choose_settings()
    import django

    django.setup()


def choose_settings() -> None:
    """Settings from the environment; with none at all there, the demo in ``.data`` is meant, and that is said."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")
    from brobygger.config.environment import SETTINGS

    if not any(name in os.environ for name in SETTINGS):
        os.environ["BROBYGGER_DEMO"] = "1"
        if sys.stderr.isatty():
            warn("No settings given: this is about the demo in .data.", "Ingen indstillinger givet: det gælder demoen i .data.")


def run_demo(options: argparse.Namespace) -> int:
    from brobygger.config import serving

    return serving.demo(data=options.data.expanduser().resolve(), port=options.port)


def run_serve(options: argparse.Namespace) -> int:
    from brobygger.config import serving

    return serving.serve(host=options.host, port=options.port, workers=options.workers)


def run_test(options: argparse.Namespace) -> int:
    suite = _gate("suite")
    status: int = suite.main(quick=options.quick, database=options.database, expression=options.expression)
    return status


def run_check(_options: argparse.Namespace) -> int:
    status: int = _gate("checks").main()
    return status


def run_lock(_options: argparse.Namespace) -> int:
    status: int = _gate("locks").main()
    return status


def _gate(module: str) -> Any:
    """The gate lives beside the program, not in it: an installation without the project's files has none."""
    if not (PROJECT / "gate").is_dir():
        stop("The tests are not part of this installation.", "Prøverne følger ikke med i denne installation.")
    sys.path.insert(0, str(PROJECT))
    return importlib.import_module(f"gate.{module}")


def run_backup(options: argparse.Namespace) -> int:
    set_up_django()
    from brobygger.config import backups

    return backups.backup(options.file)


def run_restore(options: argparse.Namespace) -> int:
    set_up_django()
    from brobygger.config import backups

    return backups.restore(options.file, replace=options.replace)


def run_registries(options: argparse.Namespace) -> int:
    set_up_django()
    from brobygger.core.registry import Registry

    found = {name: list(registry) for name, registry in sorted(Registry.all.items())}
    if options.json:
        import json

        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for name, keys in found.items():
        print(f"{name} ({len(keys)})")
        for key in keys:
            print(f"  {key}")
    return 0


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # a parent package is missing
        return False
