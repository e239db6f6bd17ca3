"""A centre's own lists of interests, skills, languages and ways in: filled, ordered, renamed, retired, and never deleted under somebody's feet."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from brobygger.centres.models import Change
from brobygger.matching import defaults, masks, topics
from brobygger.matching.models import Topic, Way
from tests.factories import AlertFactory, OpportunityFactory, TopicFactory, VolunteerFactory, WayFactory
from tests.together import at_once

LISTS = "/testby/kontor/indstillinger/lister/"
MASKS = ("interests", "skills", "languages")


def test_each_is_a_list_of_its_own_with_its_own_bits(client_of, astrid):
    leader = client_of(astrid)
    for word in ("interesser", "kompetencer", "veje"):
        for name in ("Natur", "Mad"):
            assert leader.post(f"{LISTS}{word}/", {"name": name}).status_code == 302
    assert list(Topic.objects.order_by("sort", "position").values_list("sort", "name", "bit")) == [("interest", "Natur", 0), ("interest", "Mad", 1), ("skill", "Natur", 0), ("skill", "Mad", 1)]
    assert list(Way.objects.values_list("name", flat=True)) == ["Natur", "Mad"]


def test_the_same_name_twice_is_refused_on_one_list_alone(client_of, astrid):
    leader, row = client_of(astrid), TopicFactory.create(name="Natur")
    answer = leader.post(f"{LISTS}interesser/", {"name": "Natur"})
    assert (answer.status_code, answer.context["form"]["name"].value()) == (422, "Natur")
    assert leader.post(f"{LISTS}kompetencer/", {"name": "Natur"}).status_code == 302
    assert leader.get(f"{LISTS}kompetencer/{row.pk}/").status_code == 404  # an interest is no line of the skills


def test_moved_and_renamed_it_keeps_its_bit_and_those_who_have_it(client_of, astrid):
    leader, first, second = client_of(astrid), TopicFactory.create(name="Natur", position=0), TopicFactory.create(name="Mad", position=1)
    her = VolunteerFactory.create(interests=1 << second.bit)
    leader.post(f"{LISTS}interesser/", {"move": "up", "row": second.pk})
    leader.post(f"{LISTS}interesser/{second.pk}/", {"name": "Køkken"})
    assert [name for _bit, name in topics.offered(Topic.Sort.INTEREST)] == ["Køkken", first.name]
    assert topics.described(her)["interests"] == "Køkken"
    assert Change.objects.filter(verb="edited").count() == 1


def test_a_retired_line_is_offered_to_those_alone_who_have_it(client_of, astrid):
    row = TopicFactory.create(name="Bowling")
    assert client_of(astrid).post(f"{LISTS}interesser/{row.pk}/", {"name": "Bowling", "retired": "on"}).status_code == 302
    assert topics.offered(Topic.Sort.INTEREST) == []
    assert topics.offered(Topic.Sort.INTEREST, had=1 << row.bit) == [(row.bit, "Bowling")]


@pytest.mark.parametrize(("sort", "word", "column"), [("interest", "interesser", "interests"), ("skill", "kompetencer", "skills"), ("language", "sprog", "languages")])
def test_what_somebody_has_is_not_deleted_and_what_nobody_has_is(client_of, astrid, sort, word, column):
    leader, rows = client_of(astrid), [TopicFactory.create(sort=sort, name=name) for name in "abc"]
    VolunteerFactory.create(**{column: 1 << rows[0].bit})
    OpportunityFactory.create(**{column: 1 << rows[1].bit})
    for row in rows:
        leader.post(f"{LISTS}{word}/{row.pk}/", {"act": "delete"})
    assert [row.name for row in Topic.objects.all()] == ["a", "b"]


def test_a_wish_to_be_told_and_a_way_somebody_came_keep_theirs_too(client_of, astrid):
    leader, interest, way = client_of(astrid), TopicFactory.create(), WayFactory.create()
    AlertFactory.create(interests=1 << interest.bit)
    VolunteerFactory.create(way=way)
    leader.post(f"{LISTS}interesser/{interest.pk}/", {"act": "delete"})
    leader.post(f"{LISTS}veje/{way.pk}/", {"act": "delete"})
    assert (Topic.objects.count(), Way.objects.count()) == (1, 1)


def test_a_bit_is_given_to_no_other_line_until_there_are_no_more(client_of, astrid):
    first, *_rest, last = [TopicFactory.create(name=f"nr. {n}") for n in range(masks.MOST)]
    assert last.bit == masks.MOST - 1
    answer = client_of(astrid).post(f"{LISTS}interesser/", {"name": "En til"})
    assert answer.context["form"].errors["name"] == ["Listen er fuld. Omdøb en linje, som ingen bruger, eller slet en."]
    with pytest.raises(ValidationError):
        TopicFactory.create()
    first.delete()
    assert TopicFactory.create().bit == 0


@pytest.mark.django_db(transaction=True)
def test_two_that_are_added_at_once_have_a_bit_each(centre):
    at_once(centre, [lambda: Topic.objects.create(sort="skill", name="Te"), lambda: Topic.objects.create(sort="skill", name="Kaffe")])
    assert sorted(Topic.objects.values_list("bit", flat=True)) == [0, 1]


class TestLanguages:
    def test_they_begin_as_those_that_are_known_each_in_its_place(self, centre):
        defaults.lay_out()
        for language in ("da", "en"):
            with translation.override(language):
                assert topics.names_of(Topic.Sort.LANGUAGE) == {bit: str(name) for bit, (_code, name) in enumerate(masks.LANGUAGES)}

    def test_one_of_their_own_is_beside_them_and_one_renamed_is_called_so(self, client_of, astrid, centre):
        defaults.lay_out()
        leader = client_of(astrid)
        leader.post(f"{LISTS}sprog/", {"name": "færøsk"})
        own, german = Topic.objects.get(name="færøsk"), Topic.objects.get(name="tysk")
        leader.post(f"{LISTS}sprog/{german.pk}/", {"name": "plattysk"})
        assert own.bit >= len(masks.LANGUAGES)
        with translation.override("en"):
            assert topics.described(OpportunityFactory.create(languages=1 << own.bit | 1 << german.bit | 1))["spoken"] == "Danish, plattysk, færøsk"

    def test_the_job_s_form_offers_those_in_use(self, client_of, bo, centre):
        defaults.lay_out()
        Topic.objects.filter(name="urdu").update(retired=True)
        lines = [name for _bit, name in client_of(bo).get("/testby/kontor/frivilligjob/nyt/").context["form"].fields["languages"].choices]
        assert "urdu" not in lines
        assert "arabisk" in lines


@pytest.mark.parametrize("n", [1, 3])
def test_a_list_asks_the_same_number_of_questions(client_of, astrid, n, django_assert_num_queries):
    TopicFactory.create_batch(n)
    leader = client_of(astrid)
    leader.get(f"{LISTS}interesser/")
    with django_assert_num_queries(10):
        leader.get(f"{LISTS}interesser/")
