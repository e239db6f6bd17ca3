"""``./brobygger archive CENTRE FILE``: a whole centre to one file, by whoever runs the installation."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.archive.leaving import leave
from brobygger.archive.shape import CENTRE
from brobygger.centres.models import Centre


def main(words: list[str]) -> int:
    """The file appears when it is whole, and is readable by its owner alone."""
    with spoken():
        parser = argparse.ArgumentParser(prog="./brobygger archive", description=_("Write a whole centre to one file, to take it along."))
        parser.add_argument("centre", metavar=_("CENTRE"), help=_("the centre’s short name in addresses"))
        parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the zip file to write"))
        options = parser.parse_args(words)
        centre = Centre.objects.filter(key=options.centre).first()
        if centre is None:
            known = ", ".join(Centre.objects.values_list("key", flat=True)) or _("none yet")
            parser.exit(2, _("there is no centre “%(key)s” (there are: %(known)s)") % {"key": options.centre, "known": known} + "\n")
        file: Path = options.file.expanduser().absolute()
        if file.exists():
            parser.exit(1, _("%(file)s is already there; nothing was written.") % {"file": file} + "\n")
        unfinished = file.with_name(f"{file.name}.unfinished")
        try:
            with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600), "w+b") as out:
                manifest = leave(centre, out, told=teller())
            unfinished.replace(file)
        except OSError as error:
            parser.exit(1, _("%(file)s cannot be written: %(why)s") % {"file": file, "why": error.strerror} + "\n")
        finally:
            unfinished.unlink(missing_ok=True)
        rows = sum(each["rows"] for label, each in manifest["models"].items() if label != CENTRE)
        print(_("Written: %(file)s, with %(rows)s rows and %(files)s attachments.") % {"file": file, "rows": rows, "files": sum(name.startswith("files/") for name in manifest["files"])})
        if manifest["missing"]:
            print(_("%(n)s attachments are named by rows and are not on the disk; the archive lists them.") % {"n": len(manifest["missing"])})
    return 0


def spoken() -> translation.override:
    return translation.override("da" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("da") else "en")


def teller() -> Callable[[float], None]:
    """Whole percents on one line, where somebody looks at a terminal."""
    said = -1

    def told(share: float) -> None:
        nonlocal said
        if (percent := int(share * 100)) > said and sys.stderr.isatty():
            said = percent
            sys.stderr.write(f"\r{percent:3} %" + ("\n" if percent >= 100 else ""))
            sys.stderr.flush()

    return told
