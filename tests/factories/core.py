from django.utils import timezone
from factory.declarations import LazyFunction
from factory.django import DjangoModelFactory

from brobygger.core.models import OutgoingMail


class OutgoingMailFactory(DjangoModelFactory):
    class Meta:
        model = OutgoingMail

    to = "modtager@example.org"
    sender = "centret@example.org"
    subject = "Referat fra mødet"
    text = "Her er referatet."
    send_after = LazyFunction(timezone.now)
