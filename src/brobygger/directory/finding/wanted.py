"""What somebody asks for: words, and filters; and the marks that the filters ask for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Q

from brobygger.centres.scoping import centre_id_in_force
from brobygger.directory.finding import marks
from brobygger.directory.finding.marks import term
from brobygger.directory.finding.terms import Term, either
from brobygger.directory.models import Offer


@dataclass(frozen=True)
class Wanted:
    """``form`` is one of ``Offer.FORMS`` or nothing; ``access`` one of ``Offer.Access`` or nothing. Only what is set narrows."""

    words: str = ""
    theme: int | None = None
    target_group: int | None = None
    locality: int | None = None
    postal_code: str = ""
    age: int | None = None
    form: str = ""
    access: str = ""
    open_now: bool = False
    free: bool = False
    anonymous: bool = False
    step_free: bool = False
    as_typed: bool = False  # no age is to be read from the words

    FILTERS: ClassVar = ("open_now", "age", "step_free", "anonymous", "free", "access", "form", "locality", "target_group", "theme")

    @property
    def filters(self) -> list[str]:
        """Those that are set, the narrowest ones first."""
        return [name for name in self.FILTERS if getattr(self, name)]

    def without(self, *names: str) -> "Wanted":
        empty = Wanted()
        return replace(self, **{name: getattr(empty, name) for name in names})

    def terms(self) -> Iterator[Term]:
        """The filters that marks answer. Offers in the whole municipality are in each locality."""
        centre = centre_id_in_force()
        for kind, value in ((marks.THEME, self.theme), (marks.GROUP, self.target_group), (marks.FORM, self.form), (marks.ACCESS, self.access)):
            if value:
                yield term(centre, kind, value)
        if self.locality:
            yield either((term(centre, marks.LOCALITY, self.locality), term(centre, marks.EVERYWHERE)))
        for kind, value in ((marks.FREE, self.free), (marks.ANONYMOUS, self.anonymous), (marks.STEP_FREE, self.step_free)):
            if value:
                yield term(centre, kind)

    def within(self, now: datetime) -> tuple[str, tuple[Any, ...]] | None:
        """SQL for the keys of offers that are open at ``now`` and for one of this age, where that is asked for: both are read where they stand."""
        if not self.open_now and self.age is None:
            return None
        rows = Offer.objects.public().open_at(now) if self.open_now else Offer.objects.public()
        if self.age is not None:
            rows = rows.filter(Q(age_from=None) | Q(age_from__lte=self.age), Q(age_to=None) | Q(age_to__gte=self.age))
        sql, values = rows.order_by().values("pk").query.sql_with_params()
        return sql, tuple(values)

    def sound(self) -> "Wanted":
        """Without what no filter knows."""
        form = self.form if self.form in Offer.FORMS else ""
        return replace(self, form=form, access=self.access if self.access in Offer.Access.values else "")
