"""Lists whose people can be written to: each context says how a list of its, as an address narrows it, becomes recipients.

A list registers itself in its context's ``addressing.py`` and puts ``core/write_to.html`` on its page; who writes, sends and remembers is above them all,
and knows no list by name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from brobygger.core.registry import Registry

Asked = Mapping[str, Any]
"""The filters of a list, as its address has them."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody on a list; ``mail`` is empty where none is known. ``because`` ends the sentence "You get this mail because …".

    ``belongs``: the centre may write to them about what they are part of, whatever they have said of newsletters. ``against``: why nobody may write to them at all.
    """

    name: str
    mail: str
    because: str = ""
    person: int | None = None
    organisation: int | None = None
    of: str = ""  # the organisation by name
    belongs: bool = True
    against: str = ""


@dataclass(frozen=True, slots=True)
class AddressedList:
    """``named`` says which rows are asked for, as "To" says it; empty where there are none such. ``page`` is the list's own, within the office.

    ``needs`` is the permission of those who may write to it. ``ways``: values of the word ``til`` in the address with what each means, the first of them without being said.
    """

    needs: str
    named: Callable[[Asked], str]
    page: Callable[[Asked], str]
    find: Callable[[Asked, date], Iterable[Addressee]]
    ways: tuple[tuple[str, str | Promise], ...] = ()

    def way(self, asked: Asked) -> str:
        """The way that is asked for; the first where none is, or none there is."""
        said = str(asked.get("til", ""))
        return said if said in dict(self.ways) else (self.ways[0][0] if self.ways else "")


lists: Registry[AddressedList] = Registry("addressed_lists")
