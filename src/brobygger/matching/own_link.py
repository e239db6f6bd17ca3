"""The address of a volunteer's own page (/mit/): signed, good for three months, and never one that somebody can guess."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing

from brobygger.centres.models import Centre
from brobygger.matching.models import Volunteer

SALT: Final = "matching.mine"
OPENS_FOR: Final = timedelta(days=92)


def path_of(row: Volunteer, centre: Centre) -> str:
    return f"/{centre.key}/mit/{signing.dumps([row.pk, row.token], salt=SALT)}/"


def link_of(row: Volunteer, centre: Centre) -> str:
    return settings.SITE_URL + path_of(row, centre)


def of_token(token: str) -> Volunteer | None:
    """The volunteer of the centre in force whose page it opens; None for a link of nobody's making, too old, or of one who is forgotten."""
    try:
        pk, secret = signing.loads(token, salt=SALT, max_age=OPENS_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    row: Volunteer | None = Volunteer.objects.listed().filter(pk=pk, token=secret).exclude(state=Volunteer.State.FORGOTTEN).first()
    return row
