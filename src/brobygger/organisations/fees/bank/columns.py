"""What the columns of a bank's file may be, in the words that Danish and English banks use."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What a column may be, in the order it is offered, each with the words that Danish and English banks use. The first that fits wins.
FIELDS: Final[dict[str, tuple[str | Promise, tuple[str, ...]]]] = {
    "day": (_("Day"), ("bogføringsdato", "bogført", "bogført dato", "dato", "posteringsdato", "rentedato", "valørdato", "date", "booking date", "transaktionsdato", "udført")),
    "amount": (_("Amount"), ("beløb", "beløb i dkk", "beløb dkk", "indsat", "kredit", "ind", "amount", "beløb (dkk)", "indbetaling", "indbetalt")),
    "text": (_("Text"), ("tekst", "posteringstekst", "beskrivelse", "text", "description", "transaktionstekst", "titel", "posteringstype", "type")),
    "sender": (_("Sender"), ("afsender", "navn", "indbetaler", "modpart", "sender", "name", "afsendernavn", "debitor", "navn på afsender", "afsender/modtager")),
    "message": (_("Message"), ("meddelelse", "besked", "reference", "message", "egen reference", "afsenders reference", "supplerende tekst", "note", "kommentar", "fritekst", "advisering", "besked til modtager")),
    "currency": (_("Currency"), ("valuta", "currency", "møntfod")),
}
NEEDED: Final = ("day", "amount")
