"""How a context makes itself known upwards: it adds an item under a stable key; whoever asks finds them all.

The files in ``DECLARATIONS`` are imported in every context at start, as Django's admin does, so that adding a
context edits no other. Keys are stored in databases and in people's plans: they never change meaning.
"""

from collections.abc import ItemsView, Iterator, ValuesView
from typing import ClassVar, Generic, TypeVar

T = TypeVar("T")
DECLARATIONS = (
    "measures", "entries", "panels", "tasks", "navigation", "search", "privacy", "references", "jobs", "coming", "tools", "resources", "archived", "bringing", "addressing",
)


class Registry(Generic[T]):
    """Items of one kind by key, in the order they were added. Adding a key twice is an error."""

    all: ClassVar[dict[str, "Registry[object]"]] = {}

    def __init__(self, name: str) -> None:
        self.name = name
        self._items: dict[str, T] = {}
        Registry.all[name] = self  # type: ignore[assignment]  # Registry is invariant; the listing only reads

    def add(self, key: str, item: T) -> T:
        if key in self._items:
            raise ValueError(f"{self.name} already holds {key!r}")
        self._items[key] = item
        return item

    def __getitem__(self, key: str) -> T:
        return self._items[key]

    def get(self, key: str) -> T | None:
        return self._items.get(key)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def values(self) -> ValuesView[T]:
        return self._items.values()

    def items(self) -> ItemsView[str, T]:
        return self._items.items()
