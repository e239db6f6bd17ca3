"""What a framework can begin as: so many themes, criteria and indicators, with room for the published texts. No words but the centre's own."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.quality.models import Framework


@dataclass(frozen=True, slots=True)
class Shape:
    """``criteria`` in each of ``themes``, ``indicators`` in each of those."""

    label: str | Promise
    kind: str
    themes: int = 0
    criteria: int = 0
    indicators: int = 0
    steps: tuple[str | Promise, ...] = ()


_STEPS: Final = (_("not yet"), _("begun"), _("for the most part"), _("fully"))
SHAPES: Final[dict[str, Shape]] = {
    "two-three-two": Shape(_("Two themes with three criteria of two indicators each"), Framework.Kind.CRITERIA, 2, 3, 2, _STEPS),
    "seventeen": Shape(_("Seventeen recommendations, follow or explain"), Framework.Kind.FOLLOW, 1, 17),
    "criteria": Shape(_("Empty, criteria with a scale"), Framework.Kind.CRITERIA, steps=_STEPS),
    "follow": Shape(_("Empty, follow or explain"), Framework.Kind.FOLLOW),
}
