from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.organisations.models import (
    Apart,
    Application,
    BankFile,
    Charge,
    CheckAnswer,
    CheckRound,
    CheckRules,
    Collaboration,
    Consent,
    Contact,
    ContactInvitation,
    FeeRound,
    FeeRule,
    FeeSettings,
    LeftOut,
    ListImport,
    Membership,
    MembershipType,
    Merge,
    Network,
    NetworkMember,
    NetworkRest,
    Note,
    Organisation,
    Payment,
    PersonApart,
    PersonMerge,
    Reminder,
)

# An organisation's own mail, telephone and address are how the public reaches it; a person's stand on the person.
declare(Organisation, name=OPEN, also=OPEN, cvr=OPEN, purpose=OPEN, mail=OPEN, phone=OPEN, website=OPEN, address=OPEN, social_media=OPEN, logo=OPEN)
declare(CheckRules)
declare(CheckRound, subjects=("started_by",))
_CHECKED = "To ask a member once a year whether what the centre knows of it is still right."
declare(
    CheckAnswer, mail=personal(_CHECKED, Keep(months=24, after="asked_at")), message=personal(_CHECKED, Keep(months=24, after="answered_at")), subjects=("answered_by",),
)
declare(Consent, subjects=("given_by", "withdrawn_by", "contact__person"))
declare(Network, name=OPEN, also=OPEN, purpose=OPEN, evaluation=OPEN, closed_because=OPEN)
declare(NetworkMember, subjects=("person",), stay=("person",))
declare(NetworkRest)
declare(
    Contact, title=personal("To know who speaks for an organisation, and as what.", Keep(months=24, after="until")), subjects=("person",), delete=True,
)
declare(
    ContactInvitation, mail=personal("To reach the contact who is invited to the association's own pages.", Keep(months=3, after="invited_at")), digest=OPEN,
    subjects=("contact__person", "invited_by", "accepted_by"),
)
declare(
    Note, text=personal("What colleagues need to remember of the work with an organisation.", Keep(months=60, after="created_at"), blank="–"),
    subjects=("created_by",),
)
declare(Collaboration, title=OPEN, agreement=OPEN, obligations=OPEN, subjects=("responsible",))
declare(MembershipType, name=OPEN, also=OPEN)
declare(Membership, reason=OPEN, subjects=("person",), stay=("person",))
_LIST = personal("To read a list of organisations and their contacts in.", Keep(months=1, after="uploaded_at"), blank=[])
declare(
    ListImport, filename=OPEN, headings=OPEN, chosen=OPEN, same=OPEN, language=OPEN, failed=OPEN, result=OPEN, rows=_LIST, left_out=_LIST, subjects=("uploaded_by",),
)
# What parts two again is of no use once they can no longer be parted; the night after, it is blanked with all whose time is up.
_PARTED, _A_MONTH = "To part again what was merged by mistake.", Keep(months=1, after="at")
declare(
    Merge, name=OPEN, was=personal(_PARTED, _A_MONTH, blank={}), steps=personal(_PARTED, _A_MONTH, blank=[]), filled=personal(_PARTED, _A_MONTH, blank={}),
    targets=personal(_PARTED, _A_MONTH, blank={}), subjects=("by",),
)
declare(
    PersonMerge, was=personal(_PARTED, _A_MONTH, blank={}), steps=personal(_PARTED, _A_MONTH, blank=[]), filled=personal(_PARTED, _A_MONTH, blank={}),
    subjects=("kept", "by"), delete=True,
)
declare(Apart)
declare(PersonApart, subjects=("first", "second"), delete=True)
_APPLIED, _HALF_A_YEAR = "To answer an application for membership, and for a while after, why it was answered so.", Keep(months=6, after="kept_from")
declare(
    Application, cvr=OPEN, website=OPEN, language=OPEN, reason=personal(_APPLIED, _HALF_A_YEAR),
    # A private person may apply too: then the name is hers.
    name=personal(_APPLIED, _HALF_A_YEAR, blank="–"), purpose=personal(_APPLIED, _HALF_A_YEAR), address=personal(_APPLIED, _HALF_A_YEAR),
    contact_name=personal(_APPLIED, _HALF_A_YEAR, blank="–"), contact_mail=personal(_APPLIED, _HALF_A_YEAR), contact_phone=personal(_APPLIED, _HALF_A_YEAR),
    message=personal(_APPLIED, _HALF_A_YEAR), subjects=("decided_by",),
)
# Bookkeeping material is kept for five years after the end of the accounting year it belongs to (bogføringsloven, lov nr. 700 af 24. maj 2022,
# § 12; before that § 10). A year of accounts ends at most a year after the day, hence six. Amounts stay for good: they name nobody.
_BOOKS, _SIX_YEARS = "To be able to account for membership fees (bogføringsloven § 12).", 72
declare(FeeSettings, pay_text=OPEN, account=OPEN)
declare(FeeRule, steps=OPEN)
declare(FeeRound, subjects=("started_by",))
declare(
    Charge, basis=OPEN, reference=OPEN, reason=personal(_BOOKS, Keep(months=_SIX_YEARS, after="charged_on")),
    subjects=("membership__person", "closed_by"),
)
declare(
    Payment, note=personal(_BOOKS, Keep(months=_SIX_YEARS, after="paid_on")), fingerprint=OPEN, share=OPEN, subjects=("charge__membership__person", "created_by"),
)
declare(LeftOut, reason=personal(_BOOKS, Keep(months=_SIX_YEARS, after="at")), subjects=("by",))
declare(Reminder)
declare(
    BankFile, filename=OPEN, headings=OPEN, chosen=OPEN, result=OPEN,
    rows=personal("To find which members have paid, in a file from the bank.", Keep(months=1, after="uploaded_at"), blank=[]), subjects=("uploaded_by",),
)
