"""QR codes: small pictures that a telephone's camera reads as an address."""

import io
from base64 import b64encode

import segno


def qr(address: str) -> str:
    """A picture of ``address`` as a data URL, black on white whatever the page's colours: cameras want that."""
    return f"data:image/svg+xml;base64,{b64encode(_svg(address, scale=4)).decode()}"


def drawn(address: str) -> str:
    """The same as a drawing without a size, for paper."""
    return _svg(address, omitsize=True).decode()


def _svg(address: str, **size: int) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=3, dark="#000", light="#fff", xmldecl=False, svgclass=None, lineclass=None, **size)
    return out.getvalue()
