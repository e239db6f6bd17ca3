"""The cache that the server's processes share: nothing leaves it before its time, and what is past it does not pile up."""

from pathlib import Path

from django.core.cache.backends import filebased

from brobygger.core.kept_files import KeptFiles


def test_nothing_is_thrown_out_before_its_time(tmp_path: Path) -> None:
    own = KeptFiles(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 3}})
    for number in range(8):
        own.set(f"k{number}", number, 60)
    assert [own.get(f"k{number}") for number in range(8)] == list(range(8))


def test_what_is_past_its_time_is_swept_away(tmp_path: Path, monkeypatch) -> None:
    own = KeptFiles(str(tmp_path), {})
    own.set("short", 1, 60)
    own.set("long", 2, 600)
    now = filebased.time.time()
    monkeypatch.setattr(filebased.time, "time", lambda: now + 120)
    assert own.sweep() == 1
    assert (own.get("long"), len(list(tmp_path.iterdir()))) == (2, 1)
