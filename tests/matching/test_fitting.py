"""Who fits what, and why: pure rules, the same reckoned in SQL, both ways."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.matching import candidates
from brobygger.matching.masks import half_day
from brobygger.matching.models import MatchWeights, Opportunity, Volunteer
from brobygger.matching.reasons import Names, Need, Seeker, Weights, judge
from tests.factories import (
    AssessmentFactory,
    LocalityFactory,
    MatchFactory,
    MatchWeightsFactory,
    OpportunityFactory,
    TopicFactory,
    VolunteerFactory,
)

TODAY = timezone.localdate()
NAMES = Names({0: "Natur", 1: "Mad"}, {0: "Førstehjælp"}, {7: "Testby"})


def verdict(seeker, need, *, reach=True, weights=None):
    with translation.override("en"):
        return judge(seeker, need, weights or Weights(), NAMES, year=2026, within_reach=reach)


class TestWhatExcludes:
    @pytest.mark.parametrize(
        ("seeker", "need", "reach"),
        [
            ({"born": 2012}, {"min_age": 18}, True), ({"born": 1950}, {"max_age": 30}, True), ({"accepts_certificate": False}, {"certificates": frozenset({"child"})}, True),
            ({"format": "online"}, {}, True), ({"format": "on_site"}, {"format": "online"}, True), ({}, {}, False), ({"languages": 2}, {"languages": 1}, True),
            ({"available_from": date(2026, 5, 1)}, {"ends_on": date(2026, 4, 1)}, True), ({"available_until": date(2026, 4, 1)}, {"starts_on": date(2026, 5, 1)}, True),
        ],
    )
    def test_a_hard_criterion_excludes_with_a_sentence(self, seeker, need, reach):
        found = verdict(Seeker(**seeker), Need(**need), reach=reach)
        assert not found.fits
        assert len(found.excluded) == 1

    @pytest.mark.parametrize(
        ("seeker", "need", "reach", "missing"),
        [
            ({}, {"min_age": 18}, True, "age is not known"), ({"born": 2008}, {"min_age": 18}, True, "check the birthday"), ({}, {"certificates": frozenset({"child"})}, True, "must be obtained first"),
            ({}, {}, None, "how far it is"), ({}, {"languages": 1}, True, "languages are not known"),
        ],
    )
    def test_what_is_not_known_excludes_nothing_and_is_named(self, seeker, need, reach, missing):
        found = verdict(Seeker(**seeker), Need(**need), reach=reach)
        assert found.fits
        assert any(missing in each for each in found.missing)

    def test_a_certificate_that_was_assessed_is_there(self):
        asked = frozenset({"child"})
        assert verdict(Seeker(certificates=asked, accepts_certificate=False), Need(certificates=asked)).fits


class TestWhatRanks:
    def test_each_reason_is_said_and_counts_by_its_weight(self):
        monday = 1 << half_day(0, 0)
        found = verdict(Seeker(interests=3, skills=1, times=monday, locality=7), Need(interests=3, skills=1, times=monday, locality=7))
        assert found.reasons == ["both about Natur, Mad", "knows something about Førstehjælp", "can Monday morning", "lives in Testby"]
        assert found.score == 35 + 15 * 70 // 100 + 25 + 15 + 10

    def test_support_that_is_wished_for_and_not_given_is_missing(self):
        assert "the place has not said that it gives extra support" in verdict(Seeker(needs_support=True), Need()).missing
        assert "the place welcomes those who need a little extra" in verdict(Seeker(needs_support=True), Need(welcoming=True)).reasons

    def test_a_weight_of_nought_counts_nothing(self):
        assert verdict(Seeker(interests=3), Need(interests=3, times=1), weights=Weights(interest=0, skill=0, time=0, place=0, support=0)).score == 0

    def test_more_in_common_is_never_less(self):
        scores = [verdict(Seeker(interests=mask), Need(interests=7, times=1)).score for mask in (0, 1, 3, 7)]
        assert scores == sorted(scores)


masks = st.integers(0, 15)
some_day = st.one_of(st.none(), st.integers(-30, 30).map(lambda n: TODAY + timedelta(days=n)))
ages = st.one_of(st.none(), st.integers(10, 70))
formats = st.sampled_from(["on_site", "online", "both"])


@pytest.fixture
def towns(centre):
    """Two 4 km apart, one 40 km off, and one that is on no map."""
    return [LocalityFactory.create(latitude=55.40, longitude=11.35), LocalityFactory.create(latitude=55.436, longitude=11.35), LocalityFactory.create(latitude=55.76, longitude=11.35), LocalityFactory.create()]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_database_reckons_as_the_reasons_do_both_ways(towns, data):
    """What is left and in which order is what judging each pair by itself gives."""
    Opportunity.objects.all().delete()
    Volunteer.objects.all().delete()
    places = st.one_of(st.none(), st.sampled_from(towns))
    start, end = sorted(data.draw(st.tuples(st.integers(-30, 30), st.integers(-30, 30))))
    job = OpportunityFactory.create(
        interests=data.draw(masks), skills=data.draw(masks), languages=data.draw(st.integers(0, 3)), times=data.draw(masks), locality=data.draw(places), format=data.draw(formats), min_age=data.draw(st.sampled_from([None, 18, 40])), max_age=data.draw(st.sampled_from([None, 50, 60])),
        starts_on=data.draw(st.sampled_from([None, TODAY + timedelta(days=start)])), ends_on=data.draw(st.sampled_from([None, TODAY + timedelta(days=end)])), needs_child_certificate=data.draw(st.booleans()), welcoming=data.draw(st.booleans()),
    )
    first, last = sorted(data.draw(st.tuples(st.integers(-30, 30), st.integers(-30, 30))))
    hers = VolunteerFactory.create(
        interests=data.draw(masks), skills=data.draw(masks), languages=data.draw(st.integers(0, 3)), times=data.draw(masks), locality=data.draw(places), travel=data.draw(st.sampled_from([0, 5, 10, 25, 999])), format=data.draw(formats),
        born=data.draw(st.one_of(st.none(), st.integers(TODAY.year - 70, TODAY.year - 10))), accepts_certificate=data.draw(st.booleans()), needs_support=data.draw(st.booleans()),
        available_from=data.draw(st.sampled_from([None, TODAY + timedelta(days=first)])), available_until=data.draw(st.sampled_from([None, TODAY + timedelta(days=last)])),
    )
    if data.draw(st.booleans()):
        AssessmentFactory.create(volunteer=hers)
    job.refresh_from_db()
    hers.refresh_from_db()
    weights = Weights(*data.draw(st.tuples(*[st.integers(0, 100)] * 5)))
    map_, seeker, need = candidates.Map.read(), candidates.seeker_of(hers, TODAY), candidates.need_of(job)
    by_rule = judge(seeker, need, weights, Names(), year=TODAY.year, within_reach=map_.reach(seeker.locality, need.locality, seeker.travel))
    jobs, volunteers = list(candidates.ranked_jobs(seeker, weights, map_, TODAY)), list(candidates.ranked_volunteers(need, weights, map_, TODAY))
    assert [bool(jobs), bool(volunteers)] == [by_rule.fits, by_rule.fits]
    if by_rule.fits:
        assert (jobs[0].points, volunteers[0].points) == (by_rule.points, by_rule.points)


class TestSuggestions:
    def test_the_best_come_first_each_with_its_reasons(self, centre):
        nature, food = TopicFactory.create(name="Natur"), TopicFactory.create(name="Mad")
        hers = VolunteerFactory.create(interests=1 << nature.bit, times=1 << half_day(0, 0))
        for name, interests, times in (("Gryde", 1 << food.bit, 1 << half_day(3, 2)), ("Sti", 1 << nature.bit, 1 << half_day(0, 0)), ("Have", 1 << nature.bit, 1 << half_day(3, 2))):
            OpportunityFactory.create(title=name, interests=interests, times=times)
        found = candidates.for_volunteer(hers, TODAY)
        assert [each.row.title for each in found] == ["Sti", "Have", "Gryde"]
        assert "begge om Natur" in found[0].verdict.reasons
        assert "ingen fælles interesse" in found[2].verdict.missing

    def test_those_matched_already_and_those_out_of_the_pool_are_left_out(self, centre):
        job, hers, paused = OpportunityFactory.create(), VolunteerFactory.create(), VolunteerFactory.create(state="paused")
        assert [each.row for each in candidates.for_opportunity(job, TODAY)] == [hers]
        MatchFactory.create(volunteer=hers, opportunity=job)
        assert candidates.for_opportunity(job, TODAY) == []
        assert candidates.for_volunteer(hers, TODAY) == []
        assert paused.state == "paused"

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_number_of_questions_does_not_grow(self, centre, django_assert_num_queries, n):
        for _each in range(n):
            VolunteerFactory.create(locality=LocalityFactory.create())
        job = OpportunityFactory.create()
        with django_assert_num_queries(6):
            assert len(candidates.for_opportunity(job, TODAY)) == n

    def test_the_centre_weighs_as_it_likes(self, client_of, bo, centre):
        assert client_of(bo).post("/testby/kontor/frivillige/vaegte/", {"interest": "0", "skill": "0", "time": "100", "place": "0", "support": "0"}).status_code == 302
        assert (MatchWeights.objects.get().time, candidates.weights()) == (100, Weights(0, 0, 100, 0, 0))
        assert client_of(bo).post("/testby/kontor/frivillige/vaegte/", {"interest": "101", "skill": "0", "time": "0", "place": "0", "support": "0"}).status_code == 422

    def test_without_a_row_the_weights_are_the_shipped_ones(self, centre):
        assert candidates.weights() == Weights()
        MatchWeightsFactory.create()
        assert candidates.weights() == Weights()
