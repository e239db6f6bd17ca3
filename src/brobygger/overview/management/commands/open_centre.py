"""``manage open_centre``: a new centre on this installation, with its leader."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from brobygger.overview.opening import open_centre


class Command(BaseCommand):
    help = "Open a new centre with its first kinds of work and a leader."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="its name in addresses, e.g. fjordby")
        parser.add_argument("name", help="its name, e.g. “Frivilligcenter Fjordby”")
        parser.add_argument("--leader", required=True, help="the leader's name")
        parser.add_argument("--mail", required=True, help="the leader's address")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            centre, user = open_centre(
                key=options["key"], name=options["name"], leader=options["leader"], mail=options["mail"], now=timezone.now()
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{centre.name} is open at /{centre.key}/kontor/.")
        if not user.has_usable_password():
            self.stdout.write(f"{user.name} signs in with a code by mail, or after: ./brobygger manage changepassword {user.email}")
