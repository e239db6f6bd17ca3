from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from brobygger.core.archiving import Keys, keys_in, leave_out, no_keys_in
from brobygger.organisations.models import (
    Affiliation,
    BankFile,
    Charge,
    FeeRule,
    ListImport,
    Merge,
    Organisation,
    PersonMerge,
)
from brobygger.organisations.models.affiliations import who


def _who(value: str, row: Mapping[str, Any], keys: Keys) -> str:
    """The organisation that an affiliation counts under, by its new key; words stay."""
    return who(keys.of(Organisation, row["organisation"]), "") if row["organisation"] is not None else value


def _kinds(of: type[Affiliation] = Affiliation) -> Iterator[type[Affiliation]]:
    for each in of.__subclasses__():
        if not each._meta.abstract:
            yield each
        yield from _kinds(each)


def _basis(value: dict[str, Any], _row: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    return {**value, "rule": keys.of(FeeRule, value["rule"])} if "rule" in value else value


for kind in _kinds():
    keys_in(kind, who=_who)
keys_in(Charge, basis=_basis)
no_keys_in(FeeRule, "steps")
leave_out(ListImport, _("a list on its way in; what became of it is in the rows"))
leave_out(BankFile, _("bank lines on their way in; the payments are taken along"))
leave_out(Merge, _("the way back from a merge, which ends with the move; what was merged is taken along"))
leave_out(PersonMerge, _("the way back from a merge, which ends with the move; what was merged is taken along"))
