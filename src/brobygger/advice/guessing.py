"""What a consultation was probably about, by the words it was registered with. A guess to begin with; a person chooses."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import BigIntegerField

from brobygger.accounts.models import User
from brobygger.advice.models import About, Client, Consultation
from brobygger.core.prepared import Given, Prepared
from brobygger.journal.actions import From
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration

# The first that fits wins, so the narrower words stand first. Danish stems, in small letters.
_WORDS: tuple[tuple[About, tuple[str, ...]], ...] = (
    (About.JOB_POST, ("frivilligjob", "jobopslag", "stillingsopslag", "volunteer job")),
    (About.PLACE, ("frivilligsted", "modtagelse af frivillig", "tage imod frivillig")),
    (About.FUNDRAISING, ("fond", "ansøgning", "pulje", "§18", "§ 18", "tilskud", "funding")),
    (About.DATA_PROTECTION, ("gdpr", "persondata", "databeskyttelse", "data protection")),
    (About.CONFLICT, ("konflikt", "uenighed", "conflict")),
    (About.BOARD_WORK, ("vedtægt", "bestyrelse", "generalforsamling", "forretningsorden", "statutes", "board")),
    (About.START_UP, ("opstart", "starte", "stiftelse", "stiftende", "ny forening", "start-up")),
    (About.RECRUITMENT, ("rekrutter", "hverve", "skaffe frivillige", "flere frivillige", "recruit")),
)


_there = Prepared(lambda: Consultation.objects.filter(pk=Given("pk", BigIntegerField())))


def about(text: str) -> About:
    words = text.lower()
    return next((found for found, stems in _WORDS if any(stem in words for stem in stems)), About.SPARRING)


def client(affiliations: Sequence[From]) -> Client:
    if any(each.organisation for each in affiliations):
        return Client.ASSOCIATION
    return Client.GROUP if any(each.label for each in affiliations) else Client.CITIZEN


def facts(row: Registration, affiliations: Sequence[From]) -> Mapping[str, Any]:
    """What a row that is no consultation yet would be one about; of one that is, what a person said."""
    if row.kind.base != BaseKind.CONSULTATION:
        return {}
    there = Consultation.objects.filter(pk=row.pk).first() if row.pk and row.tool else None
    if there is not None:
        return {"about": there.about, "client": there.client}
    return {"about": about(f"{row.title} {row.theme or ''}"), "client": client(affiliations)}


def keep(row: Registration, affiliations: Sequence[From], by: User) -> None:
    """Let the consultation that ``row`` probably was stand on it; it follows the words until somebody fills in the form."""
    there = _there.one(pk=row.pk)
    if row.base != BaseKind.CONSULTATION:
        if there is not None:
            there.delete()
        return
    guessed = facts(row, affiliations)
    if there is None:
        there = Consultation(registration=row, **guessed)
        there.save(force_insert=True)
        there.advised_by.add(by)
    elif (there.about, there.client) != (guessed["about"], guessed["client"]):
        there.about, there.client = guessed["about"], guessed["client"]
        there.save()
