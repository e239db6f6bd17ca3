"""People's Markdown without its marks, where only letters can be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.plan.markdown import as_text


@pytest.mark.parametrize(("written", "read"), [
    ("# Kom til **kor**\n\nVi *synger*.\nNy linje.", "Kom til kor\n\nVi synger.\nNy linje."),
    ("Vi har:\n\n- kage\n- [kaffe](https://kaffe.dk)\n  - sort\n- te", "Vi har:\n\n- kage\n- kaffe (https://kaffe.dk)\n  - sort\n- te"),
    ("1. først\n2. så\n   mere", "1. først\n2. så\n   mere"),
    ("<https://x.dk> og [skriv](mailto:a@b.dk) og <a@b.dk>", "https://x.dk og skriv (a@b.dk) og a@b.dk"),
    ("| a | b |\n|---|---|\n| 1 | 2 |\n\n> citat", "a | b\n1 | 2\n\ncitat"),
    ("\\*ikke\\* `kode` ![billede](x.png)", "*ikke* kode billede"), ("    indrykket\n\nslut", "indrykket\n\nslut"), ("", ""), ("<b>fed</b> & ren", "<b>fed</b> & ren"),
])
def test_it_reads_as_one_would_have_typed_it(written, read):
    assert as_text(written) == read


@given(st.text(max_size=300))
def test_it_never_fails_and_words_stay(text):
    assert isinstance(as_text(text), str)


@given(st.lists(st.from_regex(r"\A[a-zæøå]{1,8}\Z"), min_size=1, max_size=20))
def test_plain_words_are_as_they_were(words):
    assert as_text(" ".join(words)) == " ".join(words)
