"""``manage references``: write the generated pages of docs/reference, or say which have drifted."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from brobygger.core import references


class Command(BaseCommand):
    help = "Write the pages of docs/reference that the program writes about itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a page has drifted")

    def handle(self, *args: Any, **options: Any) -> None:
        drifted = references.drifted()
        if options["check"]:
            if drifted:
                names = ", ".join(path.name for path in drifted)
                raise CommandError(f"Drifted: {names}. Run ./brobygger manage references and commit the result.")
            return
        pages = references.pages()
        for path in drifted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[path])
            self.stdout.write(f"wrote {path.relative_to(references.folder().parent.parent)}")
