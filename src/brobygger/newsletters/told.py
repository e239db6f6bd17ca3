"""An audience's rule in words, so that whoever sends can read whom it is."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from brobygger.newsletters.models import Audience
from brobygger.organisations.models import Contact, Sector


def in_words(row: Audience) -> list[str]:
    """A clause for each part that narrows, the first of who it is at all."""
    said = [str(row.get_who_display())]
    sectors, roles = dict(Sector.choices), dict(Contact.Role.choices)
    for label, names in (
        (_("type"), _names(row.types.all())), (_("theme"), _names(row.themes.all())), (_("place"), _names(row.localities.all())), (_("network"), _names(row.networks.all())),
        (_("sector"), [str(sectors[each]) for each in row.sectors if each in sectors]), (_("role"), [str(roles[each]) for each in row.roles if each in roles]),
        (_("title"), [word.strip() for word in row.title_words.split(",") if word.strip()]),
    ):
        if names:
            said.append(f"{label}: {_(' or ').join(names)}")
    if row.reach == Audience.Reach.CONTACTS and not row.roles:
        said.append(str(row.get_reach_display()))
    also = _names(row.also.all())
    if also:
        said.append(_("and %(names)s") % {"names": ", ".join(also)})
    return said


def _names(rows: Iterable[object]) -> list[str]:
    return [str(each) for each in rows]
