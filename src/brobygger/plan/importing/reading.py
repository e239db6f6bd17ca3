"""From a file to a preview: open with care, find out what it is, read it into blocks, recognise the plan in them."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from brobygger.plan.importing import limits
from brobygger.plan.importing.archives import too_much
from brobygger.plan.importing.assembling import Assembly
from brobygger.plan.importing.blocks import Document
from brobygger.plan.importing.contents import without_contents, without_frame
from brobygger.plan.importing.finishing import finish
from brobygger.plan.importing.frame import read_frame, status_day
from brobygger.plan.importing.guesses import read_prose
from brobygger.plan.importing.preview import Preview
from brobygger.plan.importing.sniffing import empty, sniff
from brobygger.plan.importing.units import units_of
from brobygger.plan.importing.unreadable import Unreadable
from brobygger.plan.importing.walking import Walker
from brobygger.plan.importing.wording import gettext

Reader = Callable[[bytes], Document]
# Each kind's reader is imported when the first such document comes: the libraries behind them are large.
_READERS: Final = {
    "docx": "word", "pdf": "pdf", "odt": "opendocument", "ods": "opendocument", "xlsx": "excel", "csv": "separated", "html": "html", "md": "markdown", "txt": "plain",
}

_TOLD_AMONG: Final = 60  # texts at the top, among which the day of a status is looked for


def read_plan(path_or_bytes: str | Path | bytes, filename: str) -> Preview:
    """The plan in a document, as a preview. Raises Unreadable with a sentence for the person who chose the file."""
    content = _content(path_or_bytes)
    kind = sniff(content, filename)
    reader: Reader = import_module(f"brobygger.plan.importing.readers.{_READERS[kind]}").read
    try:
        document = reader(content)
    except RecursionError as error:
        raise Unreadable("damaged", gettext("The document is nested too deeply to be a plan.")) from error
    _measure(document)
    return recognise(document, filename)


def _measure(document: Document) -> None:
    letters = 0
    for text in document.texts():
        letters += len(text)
        if len(text) > limits.MAX_PARAGRAPH or letters > limits.MAX_LETTERS:
            raise too_much()


def recognise(document: Document, filename: str) -> Preview:
    """The plan in the blocks of a document. Finding none is no error: the blocks are there to be marked up by hand."""
    document.number()
    frame = read_frame(document, filename)
    assembly = Assembly()
    blocks = without_frame(without_contents(document.blocks), frame.top, frame.running)
    Walker(assembly, frame.period, frame.running).walk(units_of(blocks))
    if not assembly.has_activities():
        read_prose(assembly, blocks, frame.period)
    finish(assembly, frame.period)
    preview = Preview(frame.organisation, frame.title, frame.period, assembly.areas, assembly.follow_ups, assembly.warnings)
    preview.sections = [section for section in assembly.sections if section.title or section.text]
    preview.source_blocks = list(document.parts())
    preview.words = assembly.words
    preview.told_on = status_day([*document.texts()][:_TOLD_AMONG]) if assembly.follow_ups else None
    if not any(goal.activities for area in preview.areas for goal in area.goals):
        found = any(area.goals for area in preview.areas)
        assembly.warn("", gettext("Goals were found in this document, but nothing that is done for them. Tick the activities in its text.") if found
                      else gettext("No plan was recognised in this document. Its text stands beside; mark goals and activities by hand."))
    if frame.period is None:
        assembly.warn("", gettext("The document does not say which period it is for."))
    return preview


def _content(path_or_bytes: str | Path | bytes) -> bytes:
    if isinstance(path_or_bytes, bytes):
        size = len(path_or_bytes)
    else:
        try:
            size = Path(path_or_bytes).stat().st_size
        except OSError as error:
            raise Unreadable("missing", gettext("There is no such file, or it may not be read.")) from error
    if size > limits.MAX_BYTES:
        raise Unreadable(
            "too_large",
            gettext("The file is larger than %(n)d MB. A plan document is rarely over 2 MB; is it the right file?") % {"n": limits.MAX_BYTES // 1024**2},
        )
    if size == 0:
        raise empty()
    if isinstance(path_or_bytes, bytes):
        return path_or_bytes
    try:
        with Path(path_or_bytes).open("rb") as file:
            return file.read(limits.MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable("missing", gettext("There is no such file, or it may not be read.")) from error
