"""What somebody asks for: words, and filters; and the marks that the filters ask for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from django.utils.timezone import localtime

from brobygger.centres.scoping import centre_id_in_force
from brobygger.directory.finding import marks
from brobygger.directory.finding.marks import term
from brobygger.directory.finding.terms import Term, either
from brobygger.directory.models import Offer, OfferTime


@dataclass(frozen=True)
class Wanted:
    """``form`` is one of ``Offer.FORMS`` or nothing; ``access`` one of ``Offer.Access`` or nothing. Only what is set narrows."""

    words: str = ""
    theme: int | None = None
    target_group: int | None = None
    locality: int | None = None
    postal_code: str = ""
    form: str = ""
    access: str = ""
    open_now: bool = False
    free: bool = False
    anonymous: bool = False
    step_free: bool = False

    FILTERS: ClassVar = ("open_now", "step_free", "anonymous", "free", "access", "form", "locality", "target_group", "theme")

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
        """SQL for the keys of offers open at ``now``, where those are asked for: hours are read where they stand."""
        if not self.open_now:
            return None
        at = localtime(now)
        hours = OfferTime.objects.filter(weekday=at.weekday(), opens__lte=at.time(), closes__gt=at.time())
        sql, values = hours.order_by().values("offer").query.sql_with_params()
        return sql, tuple(values)

    def sound(self) -> "Wanted":
        """Without what no filter knows."""
        form = self.form if self.form in Offer.FORMS else ""
        return replace(self, form=form, access=self.access if self.access in Offer.Access.values else "")
