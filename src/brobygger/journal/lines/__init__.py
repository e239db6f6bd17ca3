"""One line of ordinary Danish (or English) read as a registration.

Pure: a line, the centre's own words and today go in, a reading comes out; no database, no clock, no settings. Figures are
read first (times, days, heads), then who came, then the centre's words; what is left becomes a readable title and a note.
Nothing is guessed silently: spelling that had to be forgiven is marked uncertain, what could be two things becomes a question,
and every sign of the line lies in a piece.

``Vocabulary`` is built once per centre and read with many times; ``parse`` never raises.
"""

from brobygger.journal.lines.parse import parse
from brobygger.journal.lines.reading import Affiliation, Piece, Question, Reading
from brobygger.journal.lines.words import Vocabulary, Word

__all__ = ["Affiliation", "Piece", "Question", "Reading", "Vocabulary", "Word", "parse"]
