from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from brobygger.core import messages


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one context that says three things."""
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    folder = tmp_path / "events"
    (folder / "templates" / "events").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "models.py").write_text(
        'from django.utils.translation import gettext_lazy as _, ngettext\nA = _("event")\nB = ngettext("%(n)s guest", "%(n)s guests", 2)\n'
    )
    (folder / "templates" / "events" / "list.html").write_text('{% translate "Who came?" context "heading" %}')
    return folder


def translate(context: Path, **strings: str) -> None:
    path = messages.catalogue_of(context)
    text = path.read_text()
    for english, danish in strings.items():
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{danish}"')
    path.write_text(text)


def test_texts_are_found_in_code_and_templates(context: Path) -> None:
    messages.update(context)

    with messages.catalogue_of(context).open("rb") as file:
        found = {(str(message.id), message.context) for message in read_po(file) if message.id}
    assert found == {("event", None), ("('%(n)s guest', '%(n)s guests')", None), ("Who came?", "heading")}


def test_updating_twice_changes_nothing(context: Path) -> None:
    assert messages.update(context) is True
    assert messages.update(context) is False


def test_translations_are_kept_and_texts_no_longer_said_go(context: Path) -> None:
    messages.update(context)
    translate(context, event="arrangement")
    (context / "models.py").write_text('from django.utils.translation import gettext as _\nA = _("event")\n')
    (context / "templates" / "events" / "list.html").write_text("")

    messages.update(context)

    with messages.catalogue_of(context).open("rb") as file:
        assert [(message.id, message.string) for message in read_po(file) if message.id] == [("event", "arrangement")]


def test_a_context_without_texts_has_no_catalogue(context: Path) -> None:
    messages.update(context)
    (context / "models.py").write_text("")
    (context / "templates" / "events" / "list.html").write_text("")

    assert messages.update(context) is True
    assert not messages.catalogue_of(context).exists()


def test_problems_are_named(context: Path) -> None:
    messages.update(context)
    path = messages.catalogue_of(context)
    path.write_text(
        path.read_text()
        .replace('msgid "event"\nmsgstr ""', 'msgid "gone"\nmsgstr "væk"')
        .replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(n)s gæst"\nmsgstr[1] "%(m)s gæster"')
    )

    assert [problem.partition(":")[2].strip() for problem in messages.problems()] == [
        "('%(n)s guest', '%(n)s guests'): unknown named placeholder 'm'",
        "no longer said: gone",
        "not in the catalogue: event",
        "not translated: Who came?",
    ]


def test_danish_is_quoted_the_danish_way(context: Path) -> None:
    (context / "models.py").write_text('from django.utils.translation import gettext as _\nA = _("event “%(name)s”")\n')
    (context / "templates" / "events" / "list.html").write_text("")
    messages.update(context)
    path = messages.catalogue_of(context)
    for quoted, wrong in (("“%(name)s”", 1), ("»%(name)s«", 0)):
        path.write_text(path.read_text().partition('msgstr "arr')[0].rstrip().removesuffix('msgstr ""').rstrip() + f'\nmsgstr "arrangement {quoted}"\n')
        assert len(messages.problems()) == wrong


def test_two_contexts_must_not_say_the_same_in_two_ways(context: Path) -> None:
    other = context.parent / "rooms"
    other.mkdir()
    for folder, danish in ((context, "arrangement"), (other, "begivenhed")):
        (folder / "__init__.py").touch()
        (folder / "models.py").write_text('from django.utils.translation import gettext as _\nA = _("event")\n')
        (folder / "templates").exists() and (folder / "templates" / "events" / "list.html").unlink()
        messages.update(folder)
        translate(folder, event=danish)

    assert messages.problems() == ["rooms: event: begivenhed here, arrangement in events"]


def test_catalogues_are_compiled_when_they_changed(context: Path) -> None:
    messages.update(context)

    assert messages.compile_stale() == 1
    assert messages.compile_stale() == 0
    assert messages.catalogue_of(context).with_suffix(".mo").exists()


def test_equal_input_gives_equal_bytes(context: Path) -> None:
    texts = messages.texts_of(context)
    first = messages.as_file(texts, messages.read(Path("nowhere")))

    assert messages.as_file(texts, read_po(BytesIO(first))) == first
