"""Row 36: a newsletter built from the data, a post elsewhere and a piece in the press each count once as publicity, for the goal whose theme they are of."""

import pytest
from django.utils import timezone

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration
from brobygger.newsletters import sending, writing
from brobygger.newsletters.models import Block, Newsletter
from brobygger.plan.evaluation import evaluate_target
from tests.factories import (
    AudienceFactory,
    KindFactory,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    ThemeFactory,
)
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

NOW, TODAY = timezone.now(), timezone.localdate()


@pytest.fixture
def theme(centre):
    KindFactory.create(name="Opslag", base=BaseKind.PUBLICATION)
    return ThemeFactory.create(name="Rekruttering")


@pytest.fixture
def targets(theme):
    """Publicity for the theme's goal, by letters alone, by the press alone; and for another theme's goal."""
    area = an_area(a_plan(starts_on=TODAY.replace(month=1, day=1), ends_on=TODAY.replace(month=12, day=31), adopted_on=TODAY.replace(month=1, day=1)))
    of_theme, other = {"theme": [theme.pk]}, {"theme": [ThemeFactory.create().pk]}
    narrowed = (of_theme, {**of_theme, "channel": ["newsletter"]}, {**of_theme, "channel": ["press"]}, {**of_theme, "channel": ["social_media"]}, other)
    return [a_target(an_activity(a_goal(area)), measure="publications", narrow=narrow, minimum=1) for narrow in narrowed]


def counted(targets):
    return [evaluate_target(each, TODAY).count for each in targets]


def a_letter(theme, by):
    """Of volunteer jobs, which fill themselves."""
    row = writing.begin(Newsletter(subject="Nyt om frivillige", theme=theme), [AudienceFactory.create()], by=by, now=NOW)
    return writing.keep_block(Block(newsletter=row, kind=Block.Kind.JOBS), by=by, now=NOW).newsletter


def test_each_counts_once_and_for_its_own_goal(client_of, bo, astrid, theme, targets):
    MembershipFactory.create(organisation=OrganisationFactory.create(mail="cykel@mail.example"))
    shown = OpportunityFactory.create(title="Vågekone søges", organisation=OrganisationFactory.create(name="Vågetjenesten"))
    letter = a_letter(theme, bo)
    assert counted(targets) == [0, 0, 0, 0, 0]  # one that is being written is no publicity yet
    sending.send(letter, by=astrid, now=NOW)
    assert counted(targets) == [1, 1, 0, 0, 0]
    for line in ("Opslag på facebook om rekruttering", "Opslag i lokalavisen om rekruttering"):
        assert client_of(bo).post("/testby/kontor/registreringer/linje/", {"linje": line}).status_code in {200, 204, 302}
    assert counted(targets) == [3, 1, 1, 1, 0]
    made = Registration.objects.get(channel="newsletter")
    assert [each.organisation for each in made.participations.all()] == [shown.organisation]  # whom it showed
    assert client_of(bo).get(made.get_absolute_url(), follow=True).status_code == 200
