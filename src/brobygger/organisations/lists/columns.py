"""Which column of a list is which of ours: guessed from its heading, chosen by a person."""

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Our fields in the order they are offered, each with the words that headings use for it. The first that fits wins.
FIELDS: Final[dict[str, tuple[str | Promise, tuple[str, ...]]]] = {
    "name": (_("Name"), ("navn", "foreningens navn", "forening", "organisation", "foreningsnavn", "organisationens navn", "name", "aktør", "medlem")),
    "also": (_("Also called"), ("kaldes også", "kaldenavn", "forkortelse", "alias", "also called")),
    "sector": (_("Sector"), ("sektor", "sector")),
    "parent": (_("Part of"), ("hører under", "landsorganisation", "moderorganisation", "part of")),
    "legal_form": (_("Legal form"), ("juridisk form", "selskabsform", "virksomhedsform", "legal form")),
    "cvr": (_("CVR number"), ("cvr", "cvr-nummer", "cvr-nr", "cvr nr", "cvrnr", "cvr number", "cvr-nr.", "cvr nr.")),
    "purpose": (_("Purpose"), ("formål", "beskrivelse", "om foreningen", "purpose")),
    "mail": (_("Mail"), ("mail", "e-mail", "email", "mailadresse", "foreningens mail", "e-mailadresse")),
    "phone": (_("Telephone"), ("telefon", "tlf", "tlf.", "telefonnummer", "foreningens telefon", "telephone", "phone")),
    "website": (_("Website"), ("hjemmeside", "web", "website", "webadresse", "url", "link")),
    "address": (_("Address"), ("adresse", "gade", "vej", "address")),
    "locality": (_("Locality, or postal code"), ("lokalområde", "by", "område", "postnr", "postnummer", "postnr.", "locality", "sted")),
    "themes": (_("Themes, with commas between"), ("temaer", "tema", "themes", "emner")),
    "target_groups": (_("Target groups, with commas between"), ("målgrupper", "målgruppe", "target groups")),
    "member_count": (_("Members of its own"), ("egne medlemmer", "antal medlemmer", "medlemstal", "medlemmer", "members of its own")),
    "volunteer_count": (_("Volunteers"), ("frivillige", "antal frivillige", "volunteers")),
    "welcomes_since": (_("Ready for vulnerable volunteers since"), ("klar til sårbare frivillige siden", "rummelig siden", "ready for vulnerable volunteers since")),
    "membership": (_("Type of membership"), ("medlemstype", "medlemskab", "medlem som", "kontingenttype", "type of membership")),
    "member_from": (_("Member from"), ("medlem fra", "medlem siden", "indmeldt", "indmeldelsesdato", "indmeldelse", "member from")),
    "member_to": (_("Last day as a member"), ("medlem til", "udmeldt", "udmeldelsesdato", "sidste dag", "sidste dag som medlem")),
    "contact_name": (_("Contact: name"), ("kontaktperson", "kontakt", "kontaktpersonens navn", "formand", "forperson", "contact")),
    "contact_mail": (_("Contact: mail"), ("kontaktmail", "kontaktpersonens mail", "mail på kontakt", "mail kontaktperson", "formandens mail", "kontaktperson mail", "kontaktperson e-mail")),
    "contact_phone": (_("Contact: telephone"), ("kontakttelefon", "kontaktpersonens telefon", "telefon kontaktperson", "kontaktperson telefon", "mobil")),
}


def guess(headings: Sequence[str]) -> dict[int, str]:
    """A field for each column whose heading says one; no field twice."""
    found: dict[int, str] = {}
    for index, heading in enumerate(headings):
        said = " ".join(heading.lower().replace("_", " ").split()).rstrip(":")
        for field, (_label, words) in FIELDS.items():
            if field not in found.values() and said in words:
                found[index] = field
                break
    return found
