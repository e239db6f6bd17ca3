"""Word and Excel files are zip archives stamped with the hour they were packed; here they are packed the same every time.

A report of 12 March fetched twice is then the same file twice: it can be compared, cached, and filed once.
"""

import io
import re
import zipfile
from datetime import date

PICTURES = (".jpg", ".jpeg", ".png")
STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def settled(content: bytes, when: date) -> bytes:
    """The same archive with `when` as the date of every part."""
    out = io.BytesIO()
    moment = f"{when.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = STAMPS.sub(rb"\g<1>" + moment + rb"\g<2>", part)
            fixed = zipfile.ZipInfo(entry.filename, (max(when.year, 1980), when.month, when.day, 0, 0, 0))
            # Pictures are pressed together already: to try again takes longer than all the rest, and gains nothing.
            fixed.compress_type = zipfile.ZIP_STORED if entry.filename.endswith(PICTURES) else zipfile.ZIP_DEFLATED
            new.writestr(fixed, part)
    return out.getvalue()
