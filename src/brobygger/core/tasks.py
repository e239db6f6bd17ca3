"""The start page is a to-do list: each context says what needs this person today."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for a person: a sentence, where to do it, and by when."""

    text: str
    url: str
    due_on: date | None = None
    detail: str = ""


tasks: Registry[Callable[[HttpRequest], Iterable[Task]]] = Registry("tasks")
