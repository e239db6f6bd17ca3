"""QR codes: small pictures that a telephone's camera reads as an address."""

import io
from base64 import b64encode

import segno


def qr(address: str) -> str:
    """A picture of ``address`` as a data URL, black on white whatever the page's colours: cameras want that."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", scale=4, border=3, dark="#000", light="#fff", xmldecl=False, svgclass=None, lineclass=None)
    return f"data:image/svg+xml;base64,{b64encode(out.getvalue()).decode()}"
