"""Organisations as people write them: names with commas or on lines of their own, known by name or nickname."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from brobygger.organisations.models import Organisation
from brobygger.people.models import Person

_asked: ContextVar[list[dict[str, int]] | None] = ContextVar("organisations_by_name", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Within the block the names are asked for once: for very many rows that each name some."""
    token = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(token)


def by_name() -> dict[str, int]:
    """Each organisation's key by its name and its other words, in small letters; a name goes before somebody else's nickname."""
    kept = _asked.get()
    if kept is None:
        return _by_name()
    if not kept:
        kept.append(_by_name())
    return kept[0]


def _by_name() -> dict[str, int]:
    rows = list(Organisation.objects.all())
    known = {word.lower(): row.pk for row in rows for word in row.other_words}
    return known | {row.name.lower(): row.pk for row in rows}


def named(text: str) -> tuple[list[int], list[str]]:
    """The keys of those named in ``text``, each once, and the names that nobody here has."""
    known = by_name()
    keys: list[int] = []
    strange: list[str] = []
    for line in text.replace(";", "\n").splitlines():
        # A name may hold a comma of its own, so a whole line is tried before its parts.
        whole = line.strip().rstrip(",").strip()
        for name in [whole] if whole.lower() in known else [part.strip() for part in whole.split(",")]:
            if name.lower() in known:
                keys.append(known[name.lower()])
            elif name:
                strange.append(name)
    return list(dict.fromkeys(keys)), strange


def persons_among(names: Iterable[str]) -> list[str]:
    """Those of ``names`` that are a known person's: whoever is typed where an organisation belongs would be counted as one."""
    typed = {name.strip(): name for name in names if " " in name.strip()}
    asked = {variant for name in typed for variant in (name, name.title())}
    known = {name.lower() for name in Person.objects.filter(name__in=asked, erased_on=None).values_list("name", flat=True)} if asked else set()
    return [name for name in typed if name.lower() in known]
