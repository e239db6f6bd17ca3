"""Those who come with one who signed up: by name where she gives them, and what each answers to questions that are asked of everybody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.events.attendance import Tick
from brobygger.events.models import Answer, Attendance, Companion, SignUp

MOST: Final = 40  # by name with one sign-up; who brings more brings heads


@dataclass(frozen=True, slots=True)
class Named:
    """``name`` may be empty where answers are given; with neither, there is nobody by name."""

    name: str
    answers: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_somebody(self) -> bool:
        return bool(self.name) or any(self.answers.values())


def keep(signup: SignUp, given: Sequence[Named], *, by: User | None, now: datetime) -> None:
    """Let ``given`` be those who come with ``signup``, the first as its second person. Call under the list's lock.

    ValidationError where they are more than its persons, and where one of the party has been ticked off and another number of names would make
    the door count one of them twice.
    """
    wanted = [each for each in given if each.is_somebody]
    if len(wanted) > min(signup.persons - 1, MOST):
        raise ValidationError({"persons": _("You have named more than come. Write how many you are, the one who signs up among them.")})
    there = list(signup.companions.all())
    if len(there) != len(wanted) and Attendance.objects.filter(signup=signup).exists():
        raise ValidationError({"persons": _("Somebody of you has been ticked off at the door, so there can be no other number of names. Tell us there.")})
    questions = set(signup.signup_list.questions.filter(per_person=True).values_list("pk", flat=True)) if wanted else set()
    for row in there[len(wanted) :]:
        audit.record("removed", row, by=by, now=now)
        row.delete()
    for position, each in enumerate(wanted):
        row = there[position] if position < len(there) else Companion(signup=signup, position=position)
        if row.pk is None or row.name != each.name:
            row.name = each.name
            row.save()
        for question in questions:
            text = each.answers.get(question, "")
            if text:
                Answer.objects.update_or_create(signup=signup, companion=row, question_id=question, defaults={"text": text})
            else:
                Answer.objects.filter(companion=row, question=question).delete()


def ticks_of(signups: Iterable[SignUp], now: datetime) -> list[Tick]:
    """Everybody of each party, as said at sign-up: each who has a name for herself, the others with the one who signed up."""
    rows = list(signups)
    named: dict[int, list[int]] = {}
    for pk, signup in Companion.objects.filter(signup__in=rows).values_list("pk", "signup"):
        named.setdefault(signup, []).append(pk)
    return [tick for each in rows for tick in _party(each, named.get(each.pk, []), now)]


def _party(signup: SignUp, named: list[int], now: datetime) -> list[Tick]:
    return [Tick(signup.pk, signup.persons - len(named), now), *(Tick(signup.pk, 1, now, companion=pk) for pk in named)]
