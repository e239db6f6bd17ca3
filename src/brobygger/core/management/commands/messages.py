"""``manage messages``: bring the Danish catalogues in line with the texts, and say what waits for translation."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from brobygger.core import messages


class Command(BaseCommand):
    help = "Collect texts into each context's Danish catalogue, compile, and list what is not translated."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("contexts", nargs="*", help="only these contexts (all)")
        parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            for context in messages.contexts():
                if (not options["contexts"] or context.name in options["contexts"]) and messages.update(context):
                    self.stdout.write(f"updated {context.name}")
            messages.compile_stale()
        found = messages.problems()
        if options["contexts"]:
            found = [problem for problem in found if problem.split(":", 1)[0] in options["contexts"]]
        shown = found if options["contexts"] else found[:20]
        for problem in shown:
            self.stdout.write(problem)
        if len(found) > len(shown):
            counts = Counter(problem.split(":", 1)[0] for problem in found)
            self.stdout.write("… " + ", ".join(f"{name} {count}" for name, count in counts.items()))
        if found and options["check"]:
            raise CommandError(f"{len(found)} texts are not in order")
