"""The life situations and subjects that come with the product, and what people say of them, in Danish (``da.txt``) and in English (``en.txt``). Our own making."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from brobygger.directory.finding import index
from brobygger.directory.models import Meaning


class Shipped(NamedTuple):
    key: str
    name: str
    sensitive: bool
    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        return "\n".join(self.lines)


@cache
def shipped() -> tuple[Shipped, ...]:
    """What the two files say."""
    made, english = [], _english()
    for block in _read("da.txt").split("\n\n"):
        said = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if not said:
            continue
        head, *rest = said
        key, name, *more = (part.strip() for part in head.split("|"))
        lines = dict.fromkeys(each.strip() for each in ",".join([*rest, english.pop(key, "")]).split(",") if each.strip() and each.strip().lower() != name.lower())
        made.append(Shipped(key, name, "sensitive" in more, tuple(lines)))
    if english:
        raise ValueError(f"en.txt speaks of what da.txt does not know: {', '.join(english)}")
    return tuple(made)


def _english() -> dict[str, str]:
    lines = [line.partition(":") for line in _read("en.txt").splitlines() if line.strip() and not line.startswith("#")]
    return {key.strip(): said for key, _colon, said in lines}


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


@transaction.atomic
def lay_out() -> int:
    """Give the centre in force the life situations it lacks, and the newest words of those it never changed. How many were added or renewed.

    One that the centre has under the same name is the centre's own, and stays as it is.
    """
    there = {row.key: row for row in Meaning.objects.select_for_update().exclude(key="")}
    names = set(Meaning.objects.values_list("name", flat=True))
    new = [Meaning(key=each.key, name=each.name, words=each.words, sensitive=each.sensitive) for each in shipped() if each.key not in there and each.name not in names]
    Meaning.objects.bulk_create(new)
    renewed = 0
    for each in shipped():
        row = there.get(each.key)
        if row is None or row.edited or (row.words, row.sensitive) == (each.words, each.sensitive):
            continue
        row.words, row.sensitive = each.words, each.sensitive
        row.save()
        renewed += 1
    if new or renewed:
        index.reworded()
    return len(new) + renewed
