"""Organisations of every sector, their people and their membership; networks; collaborations; who came from where."""

from brobygger.organisations.models.affiliations import Affiliation, in_words, who
from brobygger.organisations.models.applications import Application
from brobygger.organisations.models.checks import CheckAnswer, CheckRound, CheckRules
from brobygger.organisations.models.consents import Consent
from brobygger.organisations.models.contacts import Collaboration, Contact, Note
from brobygger.organisations.models.entry import ContactInvitation
from brobygger.organisations.models.fees import BankFile, Charge, FeeRound, FeeRule, FeeSettings, Payment, Reminder
from brobygger.organisations.models.imports import ListImport
from brobygger.organisations.models.left_out import LeftOut
from brobygger.organisations.models.members import Formal, Membership, MembershipType
from brobygger.organisations.models.merges import Apart, Merge, PersonApart, PersonMerge
from brobygger.organisations.models.networks import Network, NetworkMember, NetworkRest
from brobygger.organisations.models.organisations import LegalForm, Organisation, Sector

__all__ = [
    "Affiliation", "Apart", "Application", "BankFile", "Charge", "CheckAnswer", "CheckRound", "CheckRules", "Collaboration", "Consent",
    "Contact", "ContactInvitation", "FeeRound", "FeeRule", "FeeSettings", "Formal", "LeftOut", "LegalForm", "ListImport", "Membership", "MembershipType",
    "Merge", "Network", "NetworkMember", "NetworkRest", "Note", "Organisation", "Payment", "PersonApart", "PersonMerge", "Reminder", "Sector",
    "in_words", "who",
]
