"""Faults are named before any typesetter sees the document, each with its block."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from brobygger.reports.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Light,
    Logo,
    Paragraph,
    Progress,
    Run,
    Table,
)
from brobygger.reports.validation import DocumentError, check
from tests.reports.papers import SQUARE, paper, whole


def problems(*blocks: Block, **frame: object) -> tuple[str, ...]:
    with pytest.raises(DocumentError) as caught:
        check(paper(*blocks, **frame))
    return caught.value.problems


def sound(document: Document) -> bool:
    check(document)
    return True


def test_a_sound_document_passes() -> None:
    assert sound(whole())
    assert sound(paper(Bullets(()), KeyFigures(())))


def test_a_skipped_heading_level_is_named() -> None:
    assert problems(Heading(1, "Mål"), Heading(3, "For dybt")) == (
        "block 2 (Heading): 'For dybt' has level 3 right after level 1: a level is skipped",
    )
    assert problems(Heading(2, "Først")) == (
        "block 1 (Heading): 'Først' has level 2 right after the title: a level is skipped",
    )


def test_headings_may_climb_any_number_of_levels() -> None:
    assert sound(paper(Heading(1, "a"), Heading(2, "b"), Heading(3, "c"), Heading(1, "d")))


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (Heading(1, " "), "the heading is empty"),
        (Heading(0, "x"), "level 0 is outside 1–4"),
        (Figure(SQUARE, " "), "the picture has no text alternative (alt)"),
        (Figure(SQUARE, "x", width=0), "the width 0 is not a share between 0 and 1"),
        (Paragraph((Run("x", href="javascript:alert(1)"),)), "the link 'javascript:alert(1)' does not lead to http, https, mailto or tel"),
        (Paragraph((Run(" ", href="https://example.org"),)), "the link 'https://example.org' has no text"),
        (Table(()), "the table has no columns"),
        (Table((Column(""),)), "a column has no header"),
        (Table((Column("a"), Column("b")), (("x",),)), "row 1 has 1 cells for 2 columns"),
        (Table((Column("a", "number"),), ((Light("red"),),)), "row 1, 'a': Light Light(colour='red', label='') does not fit a column of kind 'number'"),
        (Table((Column("a", "number"),), ((Decimal("NaN"),),)), "row 1, 'a': NaN is no figure"),
        (Table((Column("a"),), ((True,),)), "row 1, 'a': true and false are no content; say it in words"),
        (Progress(1, 4, 2), "the minimum 4 is above the maximum 2"),
        (Progress(float("inf"), 1), "a progress bar needs finite figures"),
        (Callout(" "), "the box has no title; its colour alone would say what it is"),
        (KeyFigures((KeyFigure("", 3),)), "the key figure 3 has no label"),
    ],
)  # fmt: skip
def test_each_fault_has_its_sentence(block: Any, problem: str) -> None:
    assert problems(block) == (f"block 1 ({type(block).__name__}): {problem}",)


def test_a_picture_may_hold_only_a_drawing() -> None:
    def fault(inside: str) -> tuple[str, ...]:
        return problems(Figure(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}</svg>', "x"))

    assert fault("<script>1</script>") == ("block 1 (Figure): <script> is not allowed",)
    assert fault('<rect onclick="x"/>') == ("block 1 (Figure): the attribute 'onclick' of <rect> is not allowed",)
    assert fault('<rect style="x"/>') == ("block 1 (Figure): the attribute 'style' of <rect> is not allowed",)
    assert fault('<rect fill="url(https://x)"/>') == ("block 1 (Figure): 'fill' of <rect> points outside the drawing",)
    assert fault("<foreignObject/>") == ("block 1 (Figure): <foreignObject> is not allowed",)
    assert problems(Figure("<p>x</p>", "x")) == (
        "block 1 (Figure): the root must be <svg xmlns='http://www.w3.org/2000/svg'>",
    )


def test_the_frame_is_checked_too_and_all_faults_come_at_once() -> None:
    assert problems(title=" ", centre="", accent="blå", logo=Logo(b"GIF89a", "")) == (
        "the title is empty",
        "the name of the centre is empty",
        "the accent colour must be written #rrggbb, not 'blå'",
        "the logo has no text alternative (alt)",
        "the logo is neither png, jpeg nor svg",
    )


def test_a_damaged_logo_is_told() -> None:
    (fault,) = problems(logo=Logo(b"\x89PNG\r\n\x1a\nbroken", "Logo"))
    assert fault.startswith("the logo cannot be read: ")


def test_a_light_of_no_known_colour() -> None:
    light = replace(Light("red"), colour="blue")  # type: ignore[arg-type]  # what a careless caller hands over
    assert problems(light) == ("block 1 (Light): 'blue' is no colour of a light",)
