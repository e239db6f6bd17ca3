"""The telephone rings: one button, and the clock runs; whom it is with comes next."""

from datetime import timedelta

from django.utils import timezone

from brobygger.advice.models import Consultation
from tests.factories import KindFactory, OrganisationFactory

OFFICE = "/testby/kontor/sparring/"


def test_one_press_makes_a_draft_whose_clock_runs_and_opens_its_form(client_of, bo, centre):
    kind = KindFactory.create(name="Sparring", base="consultation")
    answer = client_of(bo).post(f"{OFFICE}ny/", {"at_once": "1"})
    row = Consultation.objects.listed().get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{OFFICE}{row.pk}/ret/")
    assert (row.registration.draft, row.registration.kind, row.channel, row.next_owner, list(row.advised_by.all())) == (True, kind, "phone", bo, [bo])
    assert row.timer_from is not None
    form = client_of(bo).get(f"{OFFICE}{row.pk}/ret/").context["form"]
    assert (form["title"].value(), form.fields["whom"].widget.attrs["autofocus"]) == ("", True)


def test_saved_with_a_name_it_is_called_after_it_and_counts_its_minutes(client_of, bo, centre):
    kind = KindFactory.create(base="consultation")
    OrganisationFactory.create(name="SIND")
    browser = client_of(bo)
    browser.post(f"{OFFICE}ny/", {"at_once": "1"})
    row = Consultation.objects.get()
    Consultation.objects.filter(pk=row.pk).update(timer_from=timezone.now() - timedelta(minutes=12))
    typed = {"client": "association", "whom": "SIND", "about": "fundraising", "channel": "phone", "done_on": timezone.localdate().isoformat(), "kind": kind.pk, "version": row.version}
    assert browser.post(f"{OFFICE}{row.pk}/ret/", typed).status_code == 302
    kept = Consultation.objects.listed().get()
    assert (kept.registration.title, kept.registration.draft, kept.timer_from) == ("At søge penge: SIND", False, None)
    assert kept.registration.minutes >= 12


def test_without_a_kind_to_count_as_it_says_so_and_nothing_is_kept(client_of, bo, centre):
    page = client_of(bo).post(f"{OFFICE}ny/", {"at_once": "1"}, follow=True)
    assert "ingen slags arbejde" in page.content.decode()
    assert not Consultation.objects.exists()


def test_who_only_looks_cannot_begin_one(client_of, carla, centre):
    KindFactory.create(base="consultation")
    assert client_of(carla).post(f"{OFFICE}ny/", {"at_once": "1"}).status_code == 403
    assert not Consultation.objects.exists()
