"""What is said when a document cannot be read: a code for programs and tests, a sentence for the person who chose the file."""


class Unreadable(Exception):
    """The document cannot be read as a plan. ``code`` is stable; ``message`` is a clear sentence in the reader's language."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
