"""``./brobygger unpack FILE``: a centre taken in from its archive, by whoever runs the installation."""

import argparse
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.archive.checking import Unusable
from brobygger.archive.cli import spoken, teller
from brobygger.archive.entering import enter
from brobygger.centres.models import Centre


def main(words: list[str]) -> int:
    """Nothing is written before all of the file has been looked through."""
    with spoken():
        parser = argparse.ArgumentParser(prog="./brobygger unpack", description=_("Take in a centre from its archive, beside those that are here."))
        parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("a file that archive wrote"))
        parser.add_argument("--key", default="", metavar=_("CENTRE"), help=_("another short name in addresses than it had"))
        options = parser.parse_args(words)
        if options.key:
            _refuse_key(parser, options.key)
        try:
            centre = enter(options.file.expanduser(), key=options.key, told=teller())
        except Unusable as error:
            parser.exit(1, _("Nothing was changed. %(why)s") % {"why": error} + "\n")
        print(_("%(name)s is here now, at /%(key)s/.") % {"name": centre.name, "key": centre.key})
    return 0


def _refuse_key(parser: argparse.ArgumentParser, key: str) -> None:
    try:
        Centre._meta.get_field("key").clean(key, None)
    except ValidationError as error:
        parser.exit(2, " ".join(error.messages) + "\n")
