"""What the server's processes on one machine share for a while, such as how often somebody has tried: a file each."""

import os
from pathlib import Path

from django.core.cache.backends.filebased import FileBasedCache


class KeptFiles(FileBasedCache):
    """Django's cache in files, in which nothing is thrown out before its time.

    Django's own holds the folder below a number: it reads the whole folder at each write and then throws out a third at random. In a
    crowd that costs more than the write, and a limit thrown out counts from nought again. Here the worker sweeps, once an hour.
    """

    def sweep(self) -> int:
        """Throw out what is past its time; gives how many there are left."""
        return sum(self._lasts(name) for name in self._list_cache_files())  # type: ignore[attr-defined]  # Django's, private and unknown to its stubs

    def shared(self, name: str) -> str:
        """The path of a file of another's making in the same folder, which ``clear`` takes too."""
        self._createdir()  # type: ignore[attr-defined]  # as below
        return os.path.join(self._dir, name)  # type: ignore[attr-defined]  # noqa: PTH118 -- this runs at every sign-up

    def clear(self) -> None:
        super().clear()
        for each in Path(self._dir).glob("*"):  # type: ignore[attr-defined]  # as below
            each.unlink(missing_ok=True)

    def _cull(self) -> None:
        """Nothing: see ``sweep``."""

    def _lasts(self, name: str) -> bool:
        try:
            with Path(name).open("rb") as file:
                return not self._is_expired(file)  # type: ignore[attr-defined]  # as above; it throws out what is past its time
        except FileNotFoundError:  # somebody was there first
            return False
