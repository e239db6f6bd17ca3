"""How large an organisation is by members of its own, in a few steps; the same steps in figures, filters and addresses."""

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

SIZES: Final = ((1, 9), (10, 49), (50, 199), (200, None))
NOT_TOLD: Final = "ingen"


def key(low: int, high: int | None) -> str:
    """As addresses say it: "10-49", "200-"."""
    return f"{low}-{high or ''}"


def step_of(count: int | None) -> str:
    """The step that ``count`` is in; none has said how many, or says none at all, is no step."""
    return next((key(low, high) for low, high in SIZES if count and count >= low and (high is None or count <= high)), NOT_TOLD)


def label(low: int, high: int | None) -> str:
    return _("%(low)s–%(high)s") % {"low": low, "high": high} if high else _("%(low)s or more") % {"low": low}


def labels() -> dict[str, str]:
    """What each step is called, in order, and what is in none of them last."""
    return {**{key(low, high): label(low, high) for low, high in SIZES}, NOT_TOLD: _("size not told")}


def condition(step: str) -> Q:
    """On organisations: those in the step."""
    for low, high in SIZES:
        if step == key(low, high):
            return Q(member_count__gte=low) & (Q() if high is None else Q(member_count__lte=high))
    return Q(member_count=None) | Q(member_count=0)
