from hypothesis import example, given
from hypothesis import strategies as st

from brobygger.core import colour

accents = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@given(accents, st.booleans())
@example("#00161c", True)
def test_every_accent_keeps_contrast(accent, dark):
    tokens = {name: colour.parse(value) for name, value in colour.tokens(accent, dark=dark).items()}
    for base in ("base-default", "base-hover", "base-active"):
        assert colour.contrast(tokens[base], tokens["base-contrast-default"]) >= colour.TEXT
    for ground in ("background-default", "background-tinted", "surface-default", "surface-tinted", "surface-hover"):
        for text in ("text-subtle", "text-default"):
            assert colour.contrast(tokens[text], tokens[ground]) >= colour.TEXT, (text, ground)
    assert colour.contrast(tokens["border-default"], tokens["surface-tinted"]) >= colour.BORDER


def test_reads_and_writes_colours():
    assert colour.write(colour.parse("#1f6f6b")) == "#1f6f6b"
    assert round(colour.contrast(colour.parse("#000000"), colour.WHITE), 2) == 21.0
