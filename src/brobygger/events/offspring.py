"""What grew out of an event beyond what events know themselves: other contexts show it on its page, and begin it from there."""

from collections.abc import Callable, Iterable

from brobygger.accounts.rights import Access
from brobygger.core.registry import Registry
from brobygger.journal.models import Registration
from brobygger.organisations.beside import Link

offspring: Registry[Callable[[Access, Registration], Iterable[Link]]] = Registry("offspring")
"""Each gives what came of the work, in a bounded number of queries; what the reader may not see is left out."""
beginnings: Registry[Callable[[Access, Registration], Iterable[Link]]] = Registry("beginnings")
"""Each gives what the reader may begin that grew out of it."""
