"""What the centre in force holds on a person, found through the declarations of every context's ``privacy.py``.

A *subject* is an account, a person without one, or both tied together. Rows are found by the keys the declarations name; rows
that merely mention the name, in a note or anywhere else where words are written, are found by the words and listed for a human eye.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from brobygger.accounts.models import Invitation, User
from brobygger.centres.scoping import CentreOwned
from brobygger.core.privacy import Declaration, declarations
from brobygger.people.models import Person

MENTIONS = 50


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom it is about; at least one of the two."""

    account: User | None
    person: Person | None

    @property
    def name(self) -> str:
        return str(self.person.name if self.person is not None else self.account.name if self.account is not None else "")

    def key_of(self, model: type[models.Model]) -> int | None:
        """The subject's key as an account or as a person."""
        if issubclass(model, User):
            return self.account.pk if self.account is not None else None
        if issubclass(model, Person):
            return self.person.pk if self.person is not None else None
        return None


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of one model that are about the subject, and the ways they are tied to it."""

    declaration: Declaration
    ties: tuple[str, ...]
    rows: models.QuerySet[Any]


def subject_of_account(account: User) -> Subject:
    return Subject(account, Person.objects.filter(account=account).first())


def subject_of_person(person: Person) -> Subject:
    return Subject(person.account, person)


def leads_to(model: type[models.Model], lookup: str) -> type[models.Model]:
    """The model at the end of a declared lookup: the row's own for ``pk``."""
    for step in lookup.split("__"):
        if step == "pk":
            return model
        found = model._meta.get_field(step).related_model
        assert isinstance(found, type)  # noqa: S101 -- a declared lookup walks over keys; the inventory test tries them all
        model = found
    return model


def of_the_centre(declaration: Declaration) -> bool:
    return issubclass(declaration.model, CentreOwned)


def held_on(subject: Subject) -> Iterator[Held]:
    """Rows of the centre in force that are tied to the subject, and the account's own row."""
    for declaration in declarations.values():
        if not of_the_centre(declaration) and declaration.model is not User:
            continue
        condition, ties = Q(), []
        for lookup in declaration.subjects:
            if (key := subject.key_of(leads_to(declaration.model, lookup))) is not None:
                condition |= Q(**{lookup: key})
                ties.append(lookup)
        if declaration.model is Invitation and subject.account is not None:
            condition |= Q(mail__iexact=subject.account.email)
            ties.append("mail")
        if ties:
            yield Held(declaration, tuple(ties), declaration.model._default_manager.filter(condition).order_by("pk"))


def mentions_of(name: str) -> Iterator[tuple[Declaration, list[Any]]]:
    """Rows of the centre that hold the whole name in words: names of participants and of those present, and notes, minutes and titles,

    which should hold no names and sometimes do. What files say inside is not searched.
    """
    if len(name.strip()) < 3:
        return
    for declaration in declarations.values():
        if not of_the_centre(declaration) or declaration.model is Person:
            continue
        wordy = [field.name for field in declaration.model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField) and not field.choices]
        if wordy:
            condition = Q()
            for field in wordy:
                condition |= Q(**{f"{field}__icontains": name.strip()})
            if rows := list(declaration.model._default_manager.filter(condition).order_by("pk")[:MENTIONS]):
                yield declaration, rows


def as_data(held: Held) -> list[dict[str, Any]]:
    """The rows as plain values: every field of theirs but the password and other secrets."""
    hidden = {"password", "digest", "centre"}
    return [
        {field.name: _plain(field.value_from_object(row)) for field in row._meta.concrete_fields if field.name not in hidden}
        for row in held.rows
    ]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)
