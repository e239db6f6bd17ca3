"""Logos arrive in every shape a printer ever made; they leave small, upright and in RGB."""

import io

import pytest
from PIL import Image

from brobygger.reports import excel, pdf, word
from brobygger.reports.document import Logo
from brobygger.reports.html import render_html
from brobygger.reports.pictures import Drawing, drawn, sound_logo
from tests.reports.papers import LOGO, SQUARE, paper


def logo(mode: str, form: str, size: tuple[int, int] = (40, 20)) -> Logo:
    out = io.BytesIO()
    Image.new(mode, size).save(out, form)
    return Logo(out.getvalue(), "Mærke")


@pytest.mark.parametrize(
    "mark", [LOGO, logo("RGB", "JPEG"), logo("CMYK", "JPEG"), logo("L", "JPEG"), logo("P", "PNG"), logo("I;16", "PNG"), logo("1", "PNG"), logo("RGBA", "PNG")]
)  # fmt: skip
def test_every_kind_of_logo_reaches_every_format(mark: Logo) -> None:
    document = paper(logo=mark)
    assert pdf.render(document).startswith(b"%PDF-")
    assert word.render(document).startswith(b"PK")
    assert excel.render(document).startswith(b"PK")
    assert 'src="data:image/' in render_html(document)


def test_an_svg_in_another_encoding_or_with_a_document_type() -> None:
    drawing = SQUARE.replace("><rect", "><title>Mærke</title><rect", 1).replace('fill="#1f5c57"', 'fill="&c;"')
    old = f'<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE svg [<!ENTITY c "#123456">]>{drawing}'
    mark = Logo(old.encode("latin-1"), "Mærke")
    assert pdf.render(paper(logo=mark)).startswith(b"%PDF-")
    assert word.render(paper(logo=mark)).startswith(b"PK")
    assert sound_logo(mark)[0].decode().count("Mærke") == 1


def test_a_huge_logo_becomes_small() -> None:
    content, kind = sound_logo(logo("RGB", "PNG", (6000, 3000)))
    with Image.open(io.BytesIO(content)) as picture:
        assert (kind, picture.mode, picture.size) == ("png", "RGBA", (800, 400))


def test_a_photograph_lying_on_its_side_is_put_upright() -> None:
    out, turned = io.BytesIO(), Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=turned)
    with Image.open(io.BytesIO(sound_logo(Logo(out.getvalue(), "x"))[0])) as picture:
        assert picture.size == (20, 40)


def test_drawings_come_out_in_their_width_and_proportion() -> None:
    pictures = drawn({"a": Drawing(SQUARE, 72), "b": Drawing(SQUARE, 36)})
    sizes = {}
    for name, content in pictures.items():
        with Image.open(io.BytesIO(content)) as picture:
            sizes[name] = picture.size
    assert sizes == {"a": (220, 110), "b": (110, 55)}
    assert drawn({}) == {}
