"""Post for associations: received, told of by one mail, handed out; what has waited more than a fortnight is a to-do."""

from datetime import timedelta

from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from brobygger.reception import jobs
from brobygger.reception.models import Post
from tests.factories import OrganisationFactory, PostFactory

NOW, TODAY = timezone.now(), timezone.localdate()
HERE = "/testby/kontor/reception/post/"


def test_a_letter_from_the_postman_to_the_association(centre, client_of, carla):
    own = OrganisationFactory.create(name="De ældres klub", mail="post@klub.example")
    desk = client_of(carla)
    for _letter in range(3):
        desk.post(HERE, {"who": "de æ"})
    jobs.tell_of_post(NOW)
    mail = OutgoingMail.objects.get(to="post@klub.example")
    assert "3 breve" in mail.text
    desk.post(f"{HERE}forening/{own.pk}/", {"act": "handed", "post": list(Post.objects.values_list("pk", flat=True))})
    assert list(Post.objects.values_list("received_on", "notified_on", "ending", "ended_by")) == [(TODAY, TODAY, "handed", carla.pk)] * 3
    demand = Demand("practical_services", Period.year(TODAY.year))
    assert count([demand])[demand] == 3


def test_what_is_older_than_fourteen_days_is_a_to_do(centre, client_of, carla):
    for name, days in (("Fjorten dage", 14), ("Femten dage", 15)):
        PostFactory.create(organisation__name=name, received_on=TODAY - timedelta(days=days))
    page = client_of(carla).get("/testby/kontor/").content.decode()
    assert ("Få fat i Femten dage" in page, "Få fat i Fjorten dage" in page) == (True, False)
