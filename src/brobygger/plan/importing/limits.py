"""How much of a document is read. A plan is some dozen pages; what is far beyond that is a mistake or an attack."""

from typing import Final

MAX_BYTES: Final = 25 * 1024 * 1024
# Inside packed files (Word, Excel, OpenDocument).
MAX_ENTRIES: Final = 3000
MAX_UNPACKED: Final = 150 * 1024 * 1024
MAX_PART: Final = 20 * 1024 * 1024
MAX_RATIO: Final = 200
RATIO_FROM: Final = 1024 * 1024  # smaller parts may be packed as well as they like
# In workbooks and text.
MAX_ROWS: Final = 5000
MAX_COLUMNS: Final = 60
MAX_LINES: Final = 50_000
# In what was read: a plan of 200 close pages, and a paragraph longer than any.
MAX_LETTERS: Final = 600_000
MAX_PARAGRAPH: Final = 20_000
# Marks of markup in an HTML page, letters of a Markdown text, bytes of all the XML of a workbook: their libraries take far more
# time or memory than the file has bytes.
MAX_TAGS: Final = 200_000
MAX_MARKDOWN: Final = 2_000_000
MAX_MARKS: Final = 20_000  # of one sign that Markdown pairs
MAX_WORKBOOK: Final = 30 * 1024 * 1024
