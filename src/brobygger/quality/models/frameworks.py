"""A quality framework and its tree of themes, criteria and indicators. What is answered are the leaves below a theme."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField, UrlField
from brobygger.core.versions import Numbered

MOST_STEPS = 10


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def listed(self) -> "FrameworkQuerySet":
        return self.select_related("centre", "responsible", "copied_from")


class Framework(Numbered, CentreOwned):
    """One edition of a framework. ``scale`` are the words of its steps, the lowest first; "follow or explain" has two answers and no scale.

    ``every`` is how many months there are from one self-assessment to the next; empty where nobody is to be reminded.
    """

    class Kind(models.TextChoices):
        CRITERIA = "criteria", _("criteria with a scale")
        FOLLOW = "follow", _("follow or explain")

    name = LineField(_("name"), max_length=160)
    edition = LineField(_("edition"), max_length=40, blank=True)
    source = LineField(_("who publishes it"), max_length=160, blank=True)
    link = UrlField(_("where it is published"), blank=True)
    text = TextField(_("introduction"), blank=True, max_length=10_000)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CRITERIA)
    scale = models.JSONField(_("scale"), default=list, blank=True)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("responsible"))
    every = models.PositiveSmallIntegerField(_("months between rounds"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(120)])
    retired = models.BooleanField(_("no longer used"), default=False)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies", editable=False)

    objects: ClassVar = CentreManager.from_queryset(FrameworkQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["retired", "name", "-pk"]
        verbose_name = _("quality framework")
        verbose_name_plural = _("quality frameworks")
        constraints = [
            models.UniqueConstraint(fields=["centre", "name", "edition"], name="framework_edition_once", violation_error_message=_("There is one of this name and edition already.")),
            models.CheckConstraint(condition=Q(every=None) | Q(every__gte=1, every__lte=120), name="framework_every_some_months"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.edition}" if self.edition else self.name

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/kvalitet/{self.pk}/"

    @property
    def follows(self) -> bool:
        return self.kind == self.Kind.FOLLOW


class Point(Numbered, CentreOwned):
    """A theme, a criterion below it, or an indicator below that. ``first`` is the point of the first edition that it descends from, so that editions compare."""

    class Level(models.TextChoices):
        THEME = "theme", _("theme of quality")
        CRITERION = "criterion", _("criterion")
        INDICATOR = "indicator", _("indicator")

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="points")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="below", editable=False)
    level = models.CharField(max_length=10, choices=Level.choices, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    title = TextField(_("text"), blank=True, max_length=1000)
    text = TextField(_("explanation"), blank=True, max_length=6000)
    first = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["position", "pk"]
        verbose_name = _("point of a quality framework")
        verbose_name_plural = _("points of quality frameworks")
        constraints = [models.CheckConstraint(condition=Q(parent=None) | (~Q(level="theme") & ~Q(parent=F("id"))), name="point_hangs_under_one")]

    number: str = ""  # as in "1.2.1"; of points that ``tree`` has arranged
    leaf: bool = False  # likewise: nothing hangs under it, and it is no theme

    def __str__(self) -> str:
        return self.title or f"{self.get_level_display()} {self.number}".strip()

    @property
    def origin(self) -> int:
        return self.first_id or self.pk

    @property
    def below_level(self) -> str:
        """The level of what may hang under it; empty under an indicator."""
        return {"theme": "criterion", "criterion": "indicator"}.get(self.level, "")


def tree(points: Iterable[Point]) -> list[Point]:
    """All in reading order, numbered, each knowing whether it is answered."""
    children: dict[int | None, list[Point]] = {}
    for point in points:
        children.setdefault(point.parent_id, []).append(point)
    found: list[Point] = []

    def walk(rows: Sequence[Point], before: str) -> None:
        for place, row in enumerate(sorted(rows, key=lambda each: (each.position, each.pk)), 1):
            row.number = f"{before}{place}"
            row.leaf = row.level != Point.Level.THEME and row.pk not in children
            found.append(row)
            walk(children.get(row.pk, []), f"{row.number}.")

    walk(children.get(None, []), "")
    return found


def answered(points: Iterable[Point]) -> list[Point]:
    """Those of a tree that a round answers."""
    return [each for each in tree(points) if each.leaf]


def scale_of(framework: Framework) -> dict[Any, str]:
    """The answers there are, the lowest first: 0 and 1 for "explains" and "follows", else from 1."""
    if framework.follows:
        return {0: str(_("explains")), 1: str(_("follows"))}
    return {place: str(word) for place, word in enumerate(framework.scale, 1)}
