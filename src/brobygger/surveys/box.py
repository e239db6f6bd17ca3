"""The ballot box: sealed answers wait in it until there are enough to be mixed.

An anonymous questionnaire's results move in portions of at least five, so that nobody reads one person's answer off two looks. While it is open, five always stay behind: so
the last portion is never smaller either. Whenever the box is opened, all answers told so far and all personal links are laid out anew in an order of chance and in one
transaction: neither the order of rows, nor their place in the file, nor PostgreSQL's ``xmin`` tells which answer came with which link. See ADR 14.
"""

from datetime import datetime
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from brobygger.surveys.models import Envelope, PersonalLink, Response, Sending
from brobygger.surveys.protecting import FEW
from brobygger.surveys.sealing import Unreadable, mark, unseal
from brobygger.surveys.structure import read

_chance = SystemRandom()


@transaction.atomic
def open_box(sending: Sending, *, now: datetime) -> int:
    """Tell what may be told; gives how many answers that were. Nothing while too few wait."""
    # Without its key: an answer that comes in refers to the sending while it holds its link, which is held here further down.
    row = Sending.objects.select_for_update(of=("self",), no_key=True).select_related("edition").get(pk=sending.pk)
    waiting, fresh, useless = list(Envelope.objects.select_for_update().filter(sending=row)), {}, []
    _chance.shuffle(waiting)
    structure, there = read(row.edition.content), set(row.responses.values_list("once", flat=True))
    for envelope in waiting:
        try:
            said = unseal(bytes(envelope.sealed))
        except Unreadable:
            continue
        once = mark(said["once"], what="response")
        if once in there:  # the same form, sent again after the box was opened
            useless.append(envelope.pk)
        else:
            fresh[envelope.pk] = Response(sending=row, way=said["way"], answers=said["answers"], score=structure.score(said["answers"]), once=once)
    stay = 0 if row.is_over(localtime(now).date()) else FEW
    opened = list(fresh)[stay:]
    Envelope.objects.filter(pk__in=useless).delete()
    if len(opened) < FEW:
        return 0
    Envelope.objects.filter(pk__in=opened).delete()
    mix(row, [fresh[key] for key in opened])
    row.save()  # its version tells kept figures that they are old
    return len(opened)


def mix(row: Sending, fresh: list[Response]) -> None:
    """Lay out all answers and all personal links of an anonymous sending anew. Within the transaction of a caller who holds the sending."""
    links: list[Any] = list(PersonalLink.objects.select_for_update().filter(sending=row))
    answers: list[Any] = [*Response.objects.filter(sending=row), *fresh]
    for model, rows in ((Response, answers), (PersonalLink, links)):
        _chance.shuffle(rows)
        lying: Any = model._default_manager.filter(sending=row)
        lying._raw_delete(lying.db)  # past what hangs on them: all come back, under the keys they had
        model._default_manager.bulk_create(rows, batch_size=200)
