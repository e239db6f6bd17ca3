from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.correspondence.models import Letter, LetterTemplate, LetterTo, MailTrial

_WRITTEN, _TWO_YEARS = "To know what was written to those the centre works with, by whom and when.", Keep(months=24, after="goes_at")
_SENT, _A_YEAR = "To send a mail to each once, and to see to whom it went.", Keep(months=12, after="letter__goes_at")

declare(LetterTemplate, name=OPEN, subject=OPEN, text=OPEN)
declare(
    Letter, subject=OPEN, text=personal(_WRITTEN, _TWO_YEARS, of_others=True), whom=OPEN, answers_to=personal(_WRITTEN, _TWO_YEARS, blank="erased@example.invalid"), once=OPEN, subjects=("written_by",),
)
declare(LetterTo, mail=personal(_SENT, _A_YEAR), name=personal(_SENT, _A_YEAR), of=OPEN, because=personal(_SENT, _A_YEAR), subjects=("person",))
declare(MailTrial, to=personal("To see whether mail leaves.", Keep(months=3, after="asked_at"), blank="erased@example.invalid"), said=personal("To see whether mail leaves.", Keep(months=3, after="asked_at")), subjects=("asked_by",))
