"""One line of ordinary Danish read as a registration. Pure: a line, the centre's words and today in, a reading out.

Nothing is guessed silently: what is not understood stays in the title or the note, and what could be two things becomes a
question.
"""

from brobygger.journal.lines.parse import parse
from brobygger.journal.lines.reading import From, Piece, Question, Reading
from brobygger.journal.lines.words import Vocabulary, Word

__all__ = ["From", "Piece", "Question", "Reading", "Vocabulary", "Word", "parse"]
