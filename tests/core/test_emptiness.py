"""Lists that are asked together: those with rows are as they were, those without ask nothing more."""

from django.db.models import Count

from brobygger.centres.models import Theme
from brobygger.core.emptiness import asked_together
from brobygger.journal.models import Registration
from tests.factories import RegistrationFactory, ThemeFactory


def test_one_question_tells_those_without_rows(centre, django_assert_num_queries):
    ThemeFactory.create(name="Ensomhed")
    RegistrationFactory.create(title="Kursus")
    lists = (
        Theme.objects.filter(name="Ensomhed").order_by("name"), Theme.objects.filter(name="Findes ikke"), Theme.objects.filter(pk__in=[]), Theme.objects.none(),
        Registration.objects.select_related("kind").filter(title="Kursus"), Registration.objects.values("kind").annotate(n=Count("pk")).filter(n__gt=1),
    )
    with django_assert_num_queries(1):
        there, missing, impossible, none, work, many = asked_together(*lists)
    with django_assert_num_queries(2):
        assert [[str(row) for row in rows] for rows in (there, missing, impossible, none)] == [["Ensomhed"], [], [], []]
        assert ([row.title for row in work], list(many), missing.count()) == (["Kursus"], [], 0)


def test_another_centres_rows_are_no_rows(centre, other_centre):
    from brobygger.centres.scoping import centre_in_force

    with centre_in_force(other_centre):
        ThemeFactory.create(name="Deres")
    assert [list(rows) for rows in asked_together(Theme.objects.all())] == [[]]


def test_of_nothing_nothing_is_asked(centre, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert [list(rows) for rows in asked_together(Theme.objects.none())] == [[]]
