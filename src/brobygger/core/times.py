"""Local time, as people write it: a day and a time of day in Denmark. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

UNDONE_WITHIN: Final = timedelta(hours=12)
"""How long a slip of the finger can be taken back by the one who made it: the rest of a working day."""


def moment(day: date, at: time) -> datetime:
    """The moment of ``day`` at ``at``. ValidationError for the hour that summer time leaves out; of an hour that comes twice, the first."""
    here = get_default_timezone()
    local = datetime.combine(day, at, here)
    if local.astimezone(UTC).astimezone(here).replace(tzinfo=None) != local.replace(tzinfo=None):
        said = {"day": f"{day:%d.%m.%Y}", "time": f"{at:%H.%M}"}
        raise ValidationError(_("There is no %(time)s on %(day)s: the clock is put forward that night. Choose another time.") % said)
    return local


def day_of(text: object) -> date | None:
    """The day that an address or a form writes as ``text``; None for what is none."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def local(at: datetime) -> datetime:
    return at.astimezone(get_default_timezone())


@lru_cache(maxsize=8192)
def read(text: str) -> datetime:
    """The moment that a database writes as ``text``, in universal time. Where thousands are read, few of them differ, and the driver's own reading of each takes longer than the question."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
