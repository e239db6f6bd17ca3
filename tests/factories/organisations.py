from datetime import date, timedelta

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.organisations.fees.numbering import check_digit
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
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonFactory


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = Sequence(lambda n: f"Forening {n}")


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = Network

    name = Sequence(lambda n: f"Netværk {n}")
    started_on = date(2024, 1, 1)


class NetworkRestFactory(DjangoModelFactory):
    class Meta:
        model = NetworkRest

    network = SubFactory(NetworkFactory)
    starts_on = date(2026, 3, 1)
    ends_on = date(2026, 5, 1)


class NetworkMemberFactory(DjangoModelFactory):
    class Meta:
        model = NetworkMember

    network = SubFactory(NetworkFactory)
    organisation = SubFactory(OrganisationFactory)


class MembershipTypeFactory(DjangoModelFactory):
    class Meta:
        model = MembershipType

    name = Sequence(lambda n: f"Medlemstype {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    organisation = SubFactory(OrganisationFactory)
    type = SubFactory(MembershipTypeFactory)
    starts_on = date(2024, 1, 1)


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    organisation = SubFactory(OrganisationFactory)
    person = SubFactory(PersonFactory)


class CheckRulesFactory(DjangoModelFactory):
    class Meta:
        model = CheckRules

    month = 2


class CheckRoundFactory(DjangoModelFactory):
    class Meta:
        model = CheckRound

    started_on = LazyFunction(timezone.localdate)


class CheckAnswerFactory(DjangoModelFactory):
    class Meta:
        model = CheckAnswer

    round = SubFactory(CheckRoundFactory)
    organisation = SubFactory(OrganisationFactory)
    mail = Sequence(lambda n: f"post{n}@example.org")


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    organisation = SubFactory(OrganisationFactory)
    what = Consent.What.MAIL
    given_at = LazyFunction(timezone.now)


class ContactInvitationFactory(DjangoModelFactory):
    class Meta:
        model = ContactInvitation

    contact = SubFactory(ContactFactory)
    mail = Sequence(lambda n: f"kontakt{n}@example.org")
    digest = Sequence(lambda n: f"{n:064x}")
    invited_at = LazyFunction(timezone.now)
    expires_at = LazyFunction(lambda: timezone.now() + timedelta(days=14))


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = Note

    organisation = SubFactory(OrganisationFactory)
    text = "Vil gerne ringes op i august."


class CollaborationFactory(DjangoModelFactory):
    class Meta:
        model = Collaboration

    title = Sequence(lambda n: f"Samarbejde {n}")
    since = date(2024, 1, 1)


class ListImportFactory(DjangoModelFactory):
    class Meta:
        model = ListImport

    uploaded_by = SubFactory(UserFactory)
    filename = "medlemmer.csv"
    headings = ["Navn"]
    rows = [["Naboerne"]]
    chosen = {"0": "name"}


class MergeFactory(DjangoModelFactory):
    class Meta:
        model = Merge

    kept = SubFactory(OrganisationFactory)
    name = "Naboerne i byen"
    at = LazyFunction(timezone.now)


class ApartFactory(DjangoModelFactory):
    class Meta:
        model = Apart

    first = SubFactory(OrganisationFactory)
    second = SubFactory(OrganisationFactory)


class PersonMergeFactory(DjangoModelFactory):
    class Meta:
        model = PersonMerge

    kept = SubFactory(PersonFactory)
    at = LazyFunction(timezone.now)


class PersonApartFactory(DjangoModelFactory):
    class Meta:
        model = PersonApart

    first = SubFactory(PersonFactory)
    second = SubFactory(PersonFactory)


class ApplicationFactory(DjangoModelFactory):
    class Meta:
        model = Application

    name = Sequence(lambda n: f"Ansøger {n}")
    type = SubFactory(MembershipTypeFactory)
    purpose = "At mødes."
    contact_name = "Inge Holm"
    contact_mail = "inge@example.org"
    applied_at = LazyFunction(timezone.now)


class FeeSettingsFactory(DjangoModelFactory):
    class Meta:
        model = FeeSettings


class FeeRuleFactory(DjangoModelFactory):
    class Meta:
        model = FeeRule

    type = SubFactory(MembershipTypeFactory)
    valid_from = date(2020, 1, 1)
    steps = [[0, 20000]]


class FeeRoundFactory(DjangoModelFactory):
    class Meta:
        model = FeeRound

    year = 2026
    due_on = date(2026, 3, 1)
    started_at = LazyFunction(timezone.now)


class ChargeFactory(DjangoModelFactory):
    class Meta:
        model = Charge

    membership = SubFactory(MembershipFactory)
    year = LazyFunction(lambda: timezone.localdate().year)
    amount = 20000
    basis = {"by": "fixed", "type": "Forening"}
    charged_on = LazyFunction(timezone.localdate)
    due_on = LazyFunction(timezone.localdate)
    mailed_on = LazyFunction(timezone.localdate)
    reference = Sequence(lambda n: f"K{n:05}{check_digit(f'{n:05}')}")


class LeftOutFactory(DjangoModelFactory):
    class Meta:
        model = LeftOut

    membership = SubFactory(MembershipFactory)
    year = LazyFunction(lambda: timezone.localdate().year)
    reason = "Hjælper i huset"
    at = LazyFunction(timezone.now)


class PaymentFactory(DjangoModelFactory):
    class Meta:
        model = Payment

    charge = SubFactory(ChargeFactory)
    paid_on = LazyFunction(timezone.localdate)
    amount = 20000


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = Reminder

    charge = SubFactory(ChargeFactory)
    number = 1
    sent_on = LazyFunction(timezone.localdate)


class BankFileFactory(DjangoModelFactory):
    class Meta:
        model = BankFile

    uploaded_by = SubFactory(UserFactory)
    filename = "bank.csv"
    headings = ["Dato", "Beløb", "Tekst"]
    rows = [["2026-01-05", "200,00", "Kontingent"]]
    chosen = {"0": "day", "1": "amount", "2": "text"}
