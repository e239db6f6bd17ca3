"""Import of plan documents: Word, PDF, OpenDocument, Excel, CSV, HTML, Markdown and plain text into one preview.

A reader turns the file into neutral blocks (:mod:`blocks`), the plan's layout is recognised in them, and numbers in the texts become
targets. The result is a proposal: nothing here writes anything, reaches the network or knows the database.
"""

from brobygger.plan.importing.limits import MAX_BYTES
from brobygger.plan.importing.preview import Preview
from brobygger.plan.importing.reading import read_plan
from brobygger.plan.importing.unreadable import Unreadable

__all__ = ["MAX_BYTES", "Preview", "Unreadable", "read_plan"]
