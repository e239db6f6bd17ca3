"""A picture that somebody uploads, made anew: small, PNG or JPEG, and without what a camera or an ill-wisher hides in a file."""

from io import BytesIO
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS: Final = ("PNG", "JPEG", "WEBP")
ACCEPT: Final = "image/png,image/jpeg,image/webp"
MOST_BYTES: Final = 1_000_000
MOST_OF_A_PHOTO: Final = 10_000_000
LOGO_SIZE: Final = (900, 300)


def served(picture: FieldFile, *, to_all: bool) -> FileResponse:
    """The picture itself. What not everybody may see yet is kept by no one on the way, who would hand it on to others."""
    answer = FileResponse(picture.open())
    answer.headers["Cache-Control"] = "public, max-age=3600" if to_all else "private, no-store"
    return answer


def small_png(given: Any, *, size: tuple[int, int], name: str) -> "ContentFile[bytes]":
    """The uploaded file ``given`` as a PNG that fits ``size``, called ``name``. ValidationError where it is too large, or no picture."""
    if given.size > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 1 MB. Make it smaller and try again."))
    try:
        with Image.open(given, formats=FORMATS) as picture:
            picture.thumbnail(size)
            small = picture.convert("RGBA")
    except Exception as error:  # Pillow raises whatever a damaged or hostile file makes it stumble on
        raise ValidationError(_("This is not a PNG, JPEG or WebP picture, or it is damaged.")) from error
    written = BytesIO()
    small.save(written, "PNG", optimize=True)
    return ContentFile(written.getvalue(), name=name)


def small_jpeg(given: Any, *, size: tuple[int, int], name: str) -> "ContentFile[bytes]":
    """A photograph as a telephone takes it, turned the way it was held, as a JPEG that fits ``size``. ValidationError where it is too large, or no picture."""
    if given.size > MOST_OF_A_PHOTO:
        raise ValidationError(_("The picture is larger than 10 MB. Make it smaller and try again."))
    try:
        with Image.open(given, formats=FORMATS) as picture:
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail(size)
            small = Image.new("RGB", upright.size, "white")
            clear = upright.convert("RGBA")
            small.paste(clear, mask=clear)
    except Exception as error:  # as above
        raise ValidationError(_("This is not a PNG, JPEG or WebP picture, or it is damaged.")) from error
    written = BytesIO()
    small.save(written, "JPEG", quality=80, optimize=True, progressive=True)
    return ContentFile(written.getvalue(), name=name)
