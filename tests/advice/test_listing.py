"""The list of consultations says what there is to know of each in a line."""

from datetime import date

from brobygger.advice.models import About
from tests.factories import (
    ConsultationFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegistrationFactory,
    UserFactory,
)

OFFICE = "/testby/kontor/sparring/"


def test_the_list_says_with_whom_about_what_and_what_comes_next(client_of, bo, centre):
    row = ConsultationFactory.create(registration__title="<b>Sparring</b>", about=About.CONFLICT, next_step="Ring", next_on=date(2030, 3, 1), next_owner=UserFactory.create(name="", email="ny@example.org"))
    ParticipationFactory.create(registration=row.registration, organisation=OrganisationFactory.create(name="A & B"), label="")
    ParticipationFactory.create(registration=row.registration, organisation=None, label="borgere")
    bare = RegistrationFactory.create(kind=row.registration.kind, title="Løs snak")
    page = client_of(bo).get(OFFICE).content.decode()
    assert f'href="/testby/kontor/sparring/{row.pk}/">&lt;b&gt;Sparring&lt;/b&gt;</a>' in page
    assert "A &amp; B, borgere</td>" in page
    assert 'Ring <span class="quiet">01.03.2030 ny@example.org</span>' in page
    assert f'sparring/ny/?registrering={bare.pk}">Udfyld<span class="visually-hidden"> Løs snak</span></a>' in page
