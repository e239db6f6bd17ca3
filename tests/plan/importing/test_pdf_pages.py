"""A PDF made to keep the reader busy, or to swell it, is ended from outside and refused in a sentence."""

import zlib

import pytest

from brobygger.plan.importing import Unreadable, read_plan
from brobygger.plan.pdf_pages import apart

pytestmark = pytest.mark.long


def _pdf(objects: list[bytes]) -> bytes:
    """A document of ``objects``, the first its catalogue, with a table of where they stand."""
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    return written + f"xref\n0 {size}\n0000000000 65535 f \n".encode() + table + f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF".encode()


def _stream(content: bytes, head: str = "") -> bytes:
    packed = zlib.compress(content, 9)
    return f"<< {head} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


def _page(content: bytes, resources: str = "<< >>") -> list[bytes]:
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources {resources} >>".encode()
    return [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, _stream(content)]


def _forms_in_forms(levels: int) -> bytes:
    """Each form draws the next eight times: 8 to the power of ``levels`` drawings in a few kilobytes."""
    forms = []
    for level in range(levels):
        inner = f"/Resources << /XObject << /F {6 + level} 0 R >> >>" if level + 1 < levels else ""
        forms.append(_stream(b"/F Do " * 8 if inner else b"0 0 m 9 9 l S", f"/Type /XObject /Subtype /Form /BBox [0 0 99 99] {inner}"))
    return _pdf([*_page(b"/F Do", "<< /XObject << /F 5 0 R >> >>"), *forms])


def test_forms_within_forms_are_ended(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 1)
    with pytest.raises(Unreadable) as refused:
        read_plan(_forms_in_forms(24), "plan.pdf")
    assert refused.value.code == "too_slow"


def test_a_page_that_swells_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 10)
    with pytest.raises(Unreadable):
        read_plan(_pdf(_page(b"0 0 m 9 9 l S " * 12_000_000)), "plan.pdf")


def test_the_next_document_is_read_as_ever():
    for _turn in range(apart.AT_ONCE + 1):  # would wait for ever were a place not given back
        with pytest.raises(apart.Refused):
            apart.read_apart(_forms_in_forms(24), seconds=1)
    title, pages = apart.read_apart(_pdf(_page(b"BT ET")))
    assert (title, len(pages)) == ("", 1)
