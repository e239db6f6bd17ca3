"""The PDF library in a process of its own, with limits on time and memory: ``read_apart`` is the door.

A crafted PDF can keep the library busy without end or make it swell, and it holds its lock meanwhile; there is no stopping it from
within. So the pages are read by a child that can be ended. It answers in JSON, nothing that could be run.

Run as a module, this is the child: the document on standard input, the answer on standard output.
"""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final

from brobygger.plan.pdf_pages.page import Page, Rule, Word

SECONDS: Final = 25
MAX_PAGES: Final = 200
MEMORY: Final = 1_500_000_000  # bytes of address space
AT_ONCE: Final = 2  # children at a time in one server process
_PLACES: Final = threading.BoundedSemaphore(AT_ONCE)
_PACKAGES: Final = Path(__file__).resolve().parents[3]
_PASSWORD: Final = 4
# How a process ends at its limits: of time by the system's hand, of memory by its own (the library's allocator aborts or traps).
_LIMITS: Final = frozenset({signal.SIGILL, signal.SIGTRAP, signal.SIGABRT, signal.SIGKILL, signal.SIGXCPU})


class Refused(Exception):
    """The child's answer where there are no pages: locked, damaged, too_long or endless; ``pages`` for too_long."""

    def __init__(self, code: str, pages: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.pages = pages


def read_apart(content: bytes, *, seconds: int | None = None) -> tuple[str, list[Page]]:
    """The document's own title and its pages. Raises Refused."""
    seconds = seconds or SECONDS
    command = [sys.executable, "-P", "-m", "brobygger.plan.pdf_pages.apart", str(seconds)]
    with _PLACES:
        try:
            done = subprocess.run(  # noqa: S603 -- our own module, the document on its standard input
                command, input=content, capture_output=True, timeout=seconds, check=False, env={"PYTHONPATH": str(_PACKAGES), "PYTHONUTF8": "1"}
            )
        except subprocess.TimeoutExpired as late:
            raise Refused("endless") from late
    if done.returncode:
        # Ended by a limit, or the library fell over: a document that does that is not one we can read.
        raise Refused("endless" if -done.returncode in _LIMITS or b"MemoryError" in done.stderr else "damaged")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Refused(answer["refused"], answer.get("pages", 0))
    return answer["title"], [_page(each) for each in answer["pages"]]


def _page(said: dict[str, Any]) -> Page:
    words = [Word(*each) for each in said["words"]]
    return Page(said["number"], said["width"], said["height"], words, [Rule(*each) for each in said["rules"]], said["pictures"])


def _told(page: Page) -> dict[str, Any]:
    words = [(each.text, each.x0, each.x1, each.y, each.size, each.bold, each.colour) for each in page.words]
    rules = [(each.upright, each.at, each.start, each.end) for each in page.rules]
    return {"number": page.number, "width": page.width, "height": page.height, "words": words, "rules": rules, "pictures": page.pictures}


def _answer(content: bytes) -> dict[str, Any]:
    import pypdfium2

    from brobygger.plan.pdf_pages.page import read_page

    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) > MAX_PAGES:
            return {"refused": "too_long", "pages": len(document)}
        pages = []
        for index in range(len(document)):
            page = document[index]
            pages.append(_told(read_page(page, index + 1)))
            page.close()
        return {"title": document.get_metadata_value("Title") or "", "pages": pages}
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        return {"refused": "locked" if locked else "damaged"}


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # not on every system; the parent's clock is there all the same
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    _limit(int(sys.argv[1]))
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))
    sys.stdout.flush()
