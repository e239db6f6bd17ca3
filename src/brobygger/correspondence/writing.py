"""A mail to many: tried out on oneself, and let go once, with a moment in which it can be taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.addressing import Addressee
from brobygger.correspondence import rendering
from brobygger.correspondence.models import Letter, LetterTo
from brobygger.newsletters.models.subscribers import plain

MANY: Final = 20  # more than these are sent to once somebody has said that it is meant
MOST: Final = 1000  # more is a newsletter's
REGRET: Final = timedelta(minutes=2)


@transaction.atomic
def send(letter: Letter, people: Sequence[Addressee], *, by: User, now: datetime) -> tuple[Letter, bool]:
    """Keep it, and each who gets it; it goes after a moment. Gives the mail and whether it is new: the same form sent twice is one mail.

    ValidationError where nobody would get it, or too many.
    """
    if not people:
        raise ValidationError(_("Nobody would get it."))
    if len(people) > MOST:
        raise ValidationError(ngettext("A mail goes to at most %(n)s. Write a newsletter to so many, or narrow the list.", "A mail goes to at most %(n)s. Write a newsletter to so many, or narrow the list.", MOST) % {"n": MOST})
    there: Letter | None = Letter.objects.filter(once=letter.once).first()
    if there is not None:
        return there, False
    letter.written_by, letter.written_at, letter.goes_at = by, now, now + REGRET
    letter.full_clean(exclude=["centre", "finished_at"])
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:  # the button was pressed twice in one moment
        return Letter.objects.get(once=letter.once), False
    LetterTo.objects.bulk_create(
        (LetterTo(letter=letter, mail=plain(each.mail), name=each.name[:160], of=each.of[:200], because=each.because[:300], person_id=each.person, organisation_id=each.organisation) for each in people), batch_size=500,
    )
    audit.record("sent", letter, by=by, extra={"people": len(people)}, now=now)
    return letter, True


def try_out(words: rendering.Words, first: Addressee, *, by: User, now: datetime) -> None:
    """As the first of them would get it, to oneself alone."""
    mail = words.to(name=first.name, of=first.of, because=first.because)
    outbox.write(to=by.email, subject=_("[Test] %(subject)s") % {"subject": mail.subject}, text=mail.text, sender=rendering.sender_of(by, words.centre), once_key=f"letter-test-{by.pk}-{now:%Y%m%d%H%M%S}")


def words_of(letter: Letter, centre: Centre) -> rendering.Words:
    return rendering.Words(letter.subject, letter.text, letter.language, letter.written_by.name if letter.written_by else centre.name, centre)
