import pytest
from django.utils import translation

from tests.factories import OpportunityFactory


@pytest.mark.parametrize(("low", "high", "said"), [(1, None, "1 time om ugen"), (None, 1, "1 time om ugen"), (1, 2, "1–2 timer om ugen"), (3, 3, "3 timer om ugen"), (None, None, "")])
def test_the_hours_of_a_job_are_said_as_danes_say_them(low, high, said):
    with translation.override("da"):
        assert OpportunityFactory.build(hours_from=low, hours_to=high).hours == said
