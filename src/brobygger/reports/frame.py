"""What all documents of a centre have in common: its name, colour, logo, language, the day, and whether it is example data."""

import io
from datetime import date
from typing import TypedDict

from PIL import Image

from brobygger.centres.models import Centre
from brobygger.reports.document import Language, Logo
from brobygger.reports.phrasing import current_language


class Frame(TypedDict):
    """The fields of a Document that its centre decides."""

    centre: str
    as_of: date
    language: Language
    logo: Logo | None
    accent: str
    example_data: bool


def frame_of(centre: Centre, day: date) -> Frame:
    return Frame(
        centre=centre.name,
        as_of=day,
        language=current_language(),
        logo=logo_of(centre),
        accent=centre.accent,
        example_data=centre.example_data,
    )


def logo_of(centre: Centre) -> Logo | None:
    """The logo as documents take it: PNG or JPEG, whatever was uploaded; none where the file is gone or is no picture."""
    if not centre.logo:
        return None
    try:
        with centre.logo.open("rb") as file:
            content = file.read()
        logo = Logo(content, centre.name)
        with Image.open(io.BytesIO(content)) as picture:
            if logo.kind in {"png", "jpeg"}:
                picture.load()
                return logo
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG")
    except (OSError, ValueError):  # a missing file and a damaged picture: a report without a logo is still a report
        return None
    return Logo(out.getvalue(), centre.name)
