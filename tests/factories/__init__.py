"""One factory per model, a module per context. All but the first few want a centre in force: use the ``centre`` fixture.

A factory makes the smallest row that the rules allow; a test names what it is about and leaves out the rest.
"""

from tests.factories.accounts import InvitationFactory, RoleAssignmentFactory, UserFactory
from tests.factories.board import (
    AgendaItemFactory,
    BoardRulesFactory,
    CollectionAskFactory,
    DecisionFactory,
    DocumentVersionFactory,
    FollowUpFactory,
    FrozenCountFactory,
    GoverningDocumentFactory,
    MeetingFactory,
    SeatFactory,
    StaffHoursFactory,
)
from tests.factories.centres import CentreFactory, ChangeFactory, LocalityFactory, TargetGroupFactory, ThemeFactory
from tests.factories.core import OutgoingMailFactory
from tests.factories.journal import ExternalFigureFactory, KindFactory, ParticipationFactory, RegistrationFactory
from tests.factories.organisations import (
    ApartFactory,
    ApplicationFactory,
    CollaborationFactory,
    ContactFactory,
    ListImportFactory,
    MembershipFactory,
    MembershipTypeFactory,
    MergeFactory,
    NetworkFactory,
    NoteFactory,
    OrganisationFactory,
)
from tests.factories.people import PersonFactory
from tests.factories.plan import (
    ActivityFactory,
    AreaFactory,
    GoalFactory,
    MarkerFactory,
    MeansOfVerificationFactory,
    MovedDateFactory,
    PlanDraftFactory,
    PlanEditFactory,
    PlanFactory,
    ProofFactory,
    SectionFactory,
    TargetFactory,
    TeamFactory,
)
from tests.factories.reports import PreparedFactory

__all__ = [
    "ActivityFactory",
    "AgendaItemFactory",
    "ApartFactory",
    "ApplicationFactory",
    "AreaFactory",
    "BoardRulesFactory",
    "CentreFactory",
    "ChangeFactory",
    "CollaborationFactory",
    "CollectionAskFactory",
    "ContactFactory",
    "DecisionFactory",
    "DocumentVersionFactory",
    "ExternalFigureFactory",
    "FollowUpFactory",
    "FrozenCountFactory",
    "GoalFactory",
    "GoverningDocumentFactory",
    "InvitationFactory",
    "KindFactory",
    "ListImportFactory",
    "LocalityFactory",
    "MarkerFactory",
    "MeansOfVerificationFactory",
    "MeetingFactory",
    "MembershipFactory",
    "MembershipTypeFactory",
    "MergeFactory",
    "MovedDateFactory",
    "NetworkFactory",
    "NoteFactory",
    "OrganisationFactory",
    "OutgoingMailFactory",
    "ParticipationFactory",
    "PersonFactory",
    "PlanDraftFactory",
    "PlanEditFactory",
    "PlanFactory", "PreparedFactory",
    "ProofFactory",
    "RegistrationFactory",
    "RoleAssignmentFactory",
    "SeatFactory",
    "SectionFactory",
    "StaffHoursFactory",
    "TargetFactory",
    "TargetGroupFactory",
    "TeamFactory",
    "ThemeFactory",
    "UserFactory",
]
