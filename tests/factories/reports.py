from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import lazy_attribute
from PIL import Image

from brobygger.reports.document import Document, Heading, Paragraph
from brobygger.reports.kept import kept
from brobygger.reports.models import OpenYear, Prepared, Report, ReportPart, ReportPicture, ReportTemplate, TemplatePart
from tests.factories.accounts import UserFactory


class PreparedFactory(DjangoModelFactory):
    class Meta:
        model = Prepared

    asked_by = SubFactory(UserFactory)
    asked: dict[str, object] = {}
    name = "opfoelgning.xlsx"


class ReportTemplateFactory(DjangoModelFactory):
    class Meta:
        model = ReportTemplate

    name = Sequence(lambda n: f"Skabelon {n}")


class TemplatePartFactory(DjangoModelFactory):
    class Meta:
        model = TemplatePart

    template = SubFactory(ReportTemplateFactory)
    heading = Sequence(lambda n: f"Afsnit {n}")


class ReportFactory(DjangoModelFactory):
    """A draft on this year."""

    class Meta:
        model = Report

    title = Sequence(lambda n: f"Rapport {n}")
    starts_on = LazyFunction(lambda: timezone.localdate().replace(month=1, day=1))
    ends_on = LazyFunction(lambda: timezone.localdate().replace(month=12, day=31))


class PublishedReportFactory(ReportFactory):
    """Frozen with a heading and a sentence."""

    state = Report.State.PUBLISHED
    published_at = LazyFunction(timezone.now)
    frozen = LazyFunction(lambda: ContentFile(kept(Document("Rapport", "Testby", timezone.localdate(), (Heading(1, "Forord"), Paragraph("Et godt år.")))), name="rapport.json.gz"))


class OpenYearFactory(DjangoModelFactory):
    """Last year's events and participants, not given out yet."""

    class Meta:
        model = OpenYear

    year = LazyFunction(lambda: timezone.localdate().year - 1)
    measures = LazyFunction(lambda: ["events_held", "event_participants"])


class ReportPartFactory(DjangoModelFactory):
    class Meta:
        model = ReportPart

    report = SubFactory(ReportFactory)
    heading = Sequence(lambda n: f"Afsnit {n}")


class ReportPictureFactory(DjangoModelFactory):
    """A grey square, with consent."""

    class Meta:
        model = ReportPicture

    part = SubFactory(ReportPartFactory)
    alt = "En grå firkant"
    consent = True

    @lazy_attribute
    def file(self) -> "ContentFile[bytes]":
        out = BytesIO()
        Image.new("RGB", (60, 40), "grey").save(out, "JPEG")
        return ContentFile(out.getvalue(), name="billede.jpg")
