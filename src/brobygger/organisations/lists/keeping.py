"""A checked list written: all of it in one transaction, by the worker."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import hand_over
from brobygger.organisations import actions
from brobygger.organisations.lists.checking import MANY, NUMBERS, PLAIN, Line, State, check
from brobygger.organisations.lists.known import Known
from brobygger.organisations.models import Contact, ListImport, Membership, Organisation

JOB = "organisations.read_in"
_OWN = (*PLAIN, "cvr", "sector", "legal_form", *NUMBERS, "welcomes_since", "locality", "parent")


def start(row: ListImport, *, language: str) -> None:
    """Hand the list to the worker. Started twice, it is read in once."""
    begun = ListImport.objects.filter(pk=row.pk, started_at=None).update(started_at=timezone.now(), language=language)
    if begun:
        hand_over(JOB, row.centre_id, row.pk)


def read_in(centre: int, pk: int) -> None:
    """Write the list ``pk``; run by the worker. What stands in the way is told on its page, and nothing is written then."""
    with centre_in_force(centre):
        row = ListImport.objects.select_related("uploaded_by").filter(pk=pk, done_at=None, failed="").first()
        if row is None:
            return
        with translation.override(row.language):
            try:
                counts = keep(row)
            except ValidationError as error:
                ListImport.objects.filter(pk=pk).update(failed=" ".join(error.messages)[:500])
            except Exception:
                ListImport.objects.filter(pk=pk).update(failed=_("Something went wrong on our side. Nothing was kept."))
                raise
            else:
                ListImport.objects.filter(pk=pk).update(done_at=timezone.now(), result=counts, rows=[])


@transaction.atomic
def keep(row: ListImport) -> dict[str, int]:
    """Write all lines; how many were new, changed and as they are. ValidationError where one is wrong by now."""
    lines = check(row.rows, row.columns(), Known.now())
    wrong = [line for line in lines if line.state == State.WRONG]
    if wrong:
        raise ValidationError(_("Row %(n)s: %(why)s Nothing was kept.") % {"n": wrong[0].number, "why": wrong[0].wrong[0]})
    with audit.together():
        for line in lines:
            if line.state != State.SAME:
                _write(line, row.uploaded_by)
    return {state.value: sum(line.state == state for line in lines) for state in (State.NEW, State.CHANGED, State.SAME)}


def _write(line: Line, by: User | None) -> None:
    assert by is not None  # noqa: S101 -- for the type checker: an import goes with its account
    there = line.there
    before = audit.values(there) if there else None
    organisation = there or Organisation()
    own = {name: line.values[name] for name in _OWN if name in line.values}
    for name, value in own.items():
        setattr(organisation, name, value)
    if (own.keys() & set(NUMBERS)) and not organisation.figures_on:
        organisation.figures_on = timezone.localdate()
    if own or there is None:
        organisation.save()
        audit.record("read in", organisation, by=by, before=before)
    for name in MANY:
        if name in line.values:
            getattr(organisation, name).add(*line.values[name])
    if line.values.get("joins"):
        membership = Membership(
            organisation=organisation, type=line.values["membership"], locality=organisation.locality, starts_on=line.values["member_from"],
            ends_on=line.values.get("member_to"),
        )
        if there is None:  # nobody else can have seen it yet, so nothing overlaps
            membership.save()
            audit.record("joined", membership, by=by)
        else:
            actions.keep(membership, by=by)
    if ended := line.values.get("ends"):
        actions.leave(ended, last_day=line.values["member_to"], reason="", by=by)
    if "speaks" in line.values:
        typed = {field: line.values.get(f"contact_{field}", "") for field in ("mail", "phone")}
        person = actions.somebody(line.values["speaks"], name=line.values["contact_name"], **typed, by=by)
        contact = Contact(organisation=organisation, person=person)
        contact.save()
        audit.record("added", contact, by=by)
    if "corrects" in line.values:
        person, differ = line.values["corrects"]
        actions.correct_person(person, **{"name": person.name, "mail": person.mail, "phone": person.phone, **differ}, by=by)
