"""Post for associations: written down fast, told of by one mail a day, handed out, and a to-do when it waits too long."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.centres.models import Change
from brobygger.core.models import OutgoingMail
from brobygger.reception import jobs, posting, whose
from brobygger.reception.models import Ending, Post
from tests.factories import ContactFactory, OrganisationFactory, PostFactory
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
HERE = "/testby/kontor/reception/post/"
NAMES = ["Røde Kors", "SIND", "Sindal Spejderne", "Ældre Sagen", "Dansk Røde Hund"]


def days(n):
    return timedelta(days=n)


def meant(typed, **more):
    return [NAMES[key] for key in whose.meant(enumerate(NAMES), typed, **more)]


def test_a_few_letters_mean_the_association_whose_name_fits_best():
    assert meant("sind") == ["SIND"]
    assert meant("si") == ["SIND", "Sindal Spejderne"]
    assert meant("RØ") == ["Røde Kors"]
    assert meant("sag") == ["Ældre Sagen"]
    assert meant("hu") == ["Dansk Røde Hund"]
    assert meant("æl") == ["Ældre Sagen"]
    assert meant("nda") == ["Sindal Spejderne"]
    assert (meant("xyz"), meant("  "), meant("")) == ([], [], [])
    assert meant("si", often={2}) == ["Sindal Spejderne", "SIND"]


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=6))
def test_whoever_is_meant_has_the_letters_in_the_name_and_a_whole_name_means_itself(names, typed):
    for key in whose.meant(enumerate(names), typed):
        assert " ".join(typed.casefold().split()) in " ".join(names[key].casefold().split())
    for key, name in enumerate(names):
        if name.split():
            assert key in whose.meant(enumerate(names), name)


def test_ten_letters_are_ten_lines_and_nothing_but_the_association_is_written(centre, client_of, carla):
    rows = [OrganisationFactory.create(name=f"{letter}forening") for letter in "ABCDEFGHIJ"]
    browser = client_of(carla)
    for row in rows:
        answer = browser.post(HERE, {"who": row.name[:2]}, follow=True)
        assert f"1 brev til {row.name}." in answer.content.decode()
    assert list(Post.objects.order_by("pk").values_list("organisation", "pieces", "sort", "received_on", "received_by")) == [(row.pk, 1, "letter", TODAY, carla.pk) for row in rows]


def test_what_fits_several_is_asked_about_and_what_fits_nobody_says_so(centre, client_of, bo):
    sind, sindal = OrganisationFactory.create(name="SIND"), OrganisationFactory.create(name="Sindal Spejderne")
    browser = client_of(bo)
    page = browser.post(HERE, {"who": "si", "pieces": 3, "sort": "parcel"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Flere passer" in text
    assert f'name="chosen" value="{sind.pk}" autofocus' in text
    assert 'value="si"' in text
    browser.post(HERE, {"who": "si", "pieces": 3, "sort": "parcel", "chosen": sindal.pk})
    assert str(Post.objects.get()) == "3 pakker"
    assert f'name="chosen" value="{sindal.pk}" autofocus' in browser.post(HERE, {"who": "si"}).content.decode()  # who has had post before stands first
    for given_, words in (
        ({"who": "xyz"}, "ingen forening, der hedder"), ({"who": ""}, "Skriv de første bogstaver"), ({"who": "SIND", "pieces": 0}, "større end"), ({"who": "SIND", "received_on": TODAY + days(1)}, "Den dag er ikke kommet"),
        ({"who": "010180-1234"}, "CPR"), ({"who": "SIND", "received_on": "x"}, "gyldig dato"), ({"who": "SIND", "chosen": "9" * 25, "pieces": 10**9}, "mindre end"),
    ):
        answer = browser.post(HERE, given_)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert Post.objects.count() == 1


def test_a_slip_of_the_finger_is_undone_until_the_association_is_told(centre, client_of, bo):
    row, told = PostFactory.create(received_by=bo), PostFactory.create(notified_on=TODAY)
    for each in (row, told):
        client_of(bo).post(f"{HERE}{each.pk}/fortryd/")
    assert list(Post.objects.all()) == [told]


def test_an_association_gets_one_mail_a_day_about_all_that_came(centre, bo):
    sind = OrganisationFactory.create(name="SIND", mail="post@sind.example")
    for pieces in (1, 2):
        PostFactory.create(organisation=sind, pieces=pieces)
    PostFactory.create(organisation=sind, sort="parcel")
    spoken = ContactFactory.create(organisation__mail="", person__mail="kim@klub.example").organisation
    PostFactory.create(organisation=spoken)
    PostFactory.create(organisation__mail="")
    for _twice in range(2):
        jobs.tell_of_post(NOW)
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["kim@klub.example", "post@sind.example"]
    assert "3 breve og 1 pakke" in OutgoingMail.objects.get(to="post@sind.example").text
    assert Post.objects.filter(notified_on=TODAY).count() == 4
    PostFactory.create(organisation=sind)
    jobs.tell_of_post(NOW)
    assert OutgoingMail.objects.filter(to="post@sind.example").count() == 1
    jobs.tell_of_post(NOW + days(1))
    assert OutgoingMail.objects.filter(to="post@sind.example").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_at_once_write_one_mail_and_two_who_hand_out_do_it_once(centre, bo, carla):
    row = PostFactory.create(organisation__mail="post@sind.example")
    found = at_once(centre, [lambda: posting.tell(centre=centre, now=NOW) for _each in range(4)])
    assert (sum(found), OutgoingMail.objects.count()) == (1, 1), found
    found = at_once(centre, [lambda by=by: posting.end([row.pk], Ending.HANDED, by=by, now=NOW) for by in (bo, carla, bo, carla)])
    assert sum(found) == 1, found


def test_it_is_handed_out_by_association_and_one_click_takes_that_back(centre, client_of, carla):
    sind = OrganisationFactory.create(name="SIND")
    first, second, later = (PostFactory.create(organisation=sind) for _each in range(3))
    other, browser = PostFactory.create(), client_of(carla)
    page = browser.post(f"{HERE}forening/{sind.pk}/", {"act": "handed", "post": [first.pk, second.pk, other.pk, "x"]}, follow=True).content.decode()
    assert "Post til SIND er udleveret." in page
    assert f"{HERE}forening/{sind.pk}/fortryd/" in page
    assert set(Post.objects.waiting()) == {later, other}
    assert set(Post.objects.filter(ending="handed").values_list("ended_by", flat=True)) == {carla.pk}
    assert Change.objects.filter(verb="handed out").count() == 2
    browser.post(f"{HERE}forening/{sind.pk}/fortryd/")
    assert Post.objects.waiting().count() == 4
    browser.post(f"{HERE}forening/{sind.pk}/", {"act": "returned", "post": later.pk})
    assert Post.objects.get(pk=later.pk).ending == "returned"
    assert "sendt tilbage" in browser.get(f"{HERE}forening/{sind.pk}/").content.decode()


def test_what_has_waited_more_than_a_fortnight_is_a_to_do(centre, client_of, carla):
    PostFactory.create(organisation__name="Frist", received_on=TODAY - days(14))
    late = PostFactory.create(organisation__name="Forsent", received_on=TODAY - days(15))
    page = client_of(carla).get("/testby/kontor/").content.decode()
    assert "Få fat i Forsent" in page
    assert "Få fat i Frist" not in page
    assert "Forsent" in (text := client_of(carla).get(f"{HERE}?vis=laenge").content.decode()).partition("Venter på at blive hentet")[2]
    assert "Frist</a>" not in text
    posting.end([late.pk], Ending.RETURNED, by=carla, now=NOW)
    assert "Få fat i" not in client_of(carla).get("/testby/kontor/").content.decode()


def test_an_association_sees_its_own_post_and_no_other(centre, client_of, erik):
    own = OrganisationFactory.create(name="De ældres klub")
    ContactFactory.create(organisation=own, person__account=erik, acts_since=NOW)
    PostFactory.create(organisation=own, pieces=2)
    other = PostFactory.create()
    browser = client_of(erik)
    assert "2 breve venter på jer." in browser.get(f"/testby/forening/{own.pk}/reception/").content.decode()
    assert "Hent jeres post: 2 breve" in browser.get(f"/testby/forening/{own.pk}/").content.decode()
    assert browser.get(f"/testby/forening/{other.organisation_id}/reception/").status_code == 404


def test_the_list_leaves_as_a_file_without_formulas(centre, client_of, bo):
    PostFactory.create(organisation__name="=1+1", ending="handed", ended_at=NOW)
    text = client_of(bo).get(f"{HERE}?format=csv").content.decode("utf-8-sig")
    assert "'=1+1;brev;1" in text
    assert "udleveret" in text


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("", 17), ("?vis=laenge", 17), ("forening/{}/", 14)])
def test_lists_of_post_ask_as_many_questions_with_three_rows_as_with_one(centre, client_of, bo, django_assert_num_queries, path, queries, n):
    for _each in range(n):
        row = PostFactory.create(received_on=TODAY - days(20), organisation__mail="")
        PostFactory.create(organisation=row.organisation, ending="handed", ended_at=NOW)
    address, browser = f"{HERE}{path.format(row.organisation_id)}", client_of(bo)
    browser.get(address)
    with django_assert_num_queries(queries):
        assert browser.get(address).status_code == 200
