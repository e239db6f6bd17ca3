"""What a list of organisations may say, the words its headings use for it, and how our own lists head them."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.intake.columns import Headings

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
    "social_media": (_("Social media"), ("sociale medier", "sociale medie", "some", "facebook", "facebookside", "facebook-side", "instagram", "social media")),
    "address": (_("Address"), ("adresse", "gade", "vej", "address")),
    "locality": (_("Locality, or postal code"), ("lokalområde", "by", "område", "postnr", "postnummer", "postnr.", "locality", "sted")),
    "localities": (_("Works in, with commas between"), ("virker i", "dækker", "arbejder i", "betjener", "lokalområder", "works in")),
    "themes": (_("Themes, with commas between"), ("temaer", "tema", "themes", "emner")),
    "target_groups": (_("Target groups, with commas between"), ("målgrupper", "målgruppe", "target groups")),
    "member_count": (_("Members of its own"), ("egne medlemmer", "antal medlemmer", "medlemstal", "medlemmer", "members of its own")),
    "volunteer_count": (_("Volunteers"), ("frivillige", "antal frivillige", "volunteers")),
    "figures_on": (_("Figures told on"), ("tal oplyst", "tallene er fra", "oplyst den", "figures told on")),
    "voluntary_social": (_("Local voluntary social association"), ("frivillig social forening", "frivillig social", "lokal frivillig social forening", "local voluntary social association")),
    "welcomes_since": (_("Ready for vulnerable volunteers since"), ("klar til sårbare frivillige siden", "rummelig siden", "ready for vulnerable volunteers since")),
    "welcomes_until": (_("No longer ready since"), ("ikke længere klar siden", "ikke længere rummelig siden", "no longer ready since")),
    "prospect_since": (_("Possible member since"), ("muligt medlem siden", "muligt medlem", "emne siden", "possible member since")),
    "membership": (_("Type of membership"), ("medlemstype", "medlemskab", "medlem som", "kontingenttype", "type of membership")),
    "member_from": (_("Member from"), ("medlem fra", "medlem siden", "indmeldt", "indmeldelsesdato", "indmeldelse", "member from")),
    "member_to": (_("Last day as a member"), ("medlem til", "udmeldt", "udmeldelsesdato", "sidste dag", "sidste dag som medlem")),
    "contact_name": (_("Contact: name"), ("kontaktperson", "kontakt", "kontaktpersonens navn", "contact")),
    "contact_role": (_("Contact: role"), ("kontaktens rolle", "rolle", "kontaktpersonens rolle", "role")),
    "contact_mail": (_("Contact: mail"), ("kontaktmail", "kontaktpersonens mail", "mail på kontakt", "mail kontaktperson", "kontaktperson mail", "kontaktperson e-mail")),
    "contact_phone": (_("Contact: telephone"), ("kontakttelefon", "kontaktpersonens telefon", "telefon kontaktperson", "kontaktperson telefon", "mobil")),
    "chair_name": (_("Chair: name"), ("formand", "forperson", "forkvinde", "formandens navn", "chair")),
    "chair_mail": (_("Chair: mail"), ("formandens mail", "formand mail", "forperson mail", "forpersonens mail", "mail formand")),
    "chair_phone": (_("Chair: telephone"), ("formandens telefon", "formand telefon", "forperson telefon", "forpersonens telefon", "telefon formand")),
    "treasurer_name": (_("Treasurer: name"), ("kasserer", "kassererens navn", "treasurer")),
    "treasurer_mail": (_("Treasurer: mail"), ("kassererens mail", "kasserer mail", "mail kasserer")),
    "treasurer_phone": (_("Treasurer: telephone"), ("kassererens telefon", "kasserer telefon", "telefon kasserer")),
    "contacts": (_("Contacts, one on each line: name; role; mail; telephone"), ("kontakter", "kontaktpersoner", "contacts")),
}
# What our own list calls a column where the label above says more than its heading should.
HEADS: Final[dict[str, str | Promise]] = {
    "locality": _("Locality"), "localities": _("Works in"), "themes": _("Themes"), "target_groups": _("Target groups"), "contacts": _("Contacts"),
}

HEADINGS: Final = Headings(FIELDS, HEADS)
head, guess = HEADINGS.head, HEADINGS.guess
