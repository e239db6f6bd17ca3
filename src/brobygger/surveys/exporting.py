"""Results that leave as a file: question, answer, how many, per cent. Protected always."""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.core.spreadsheets import Value
from brobygger.surveys.models import Sending
from brobygger.surveys.results import results


def time_before(sending: Sending) -> Sending | None:
    """The sending of the same questionnaire that was opened last before this one, to compare with; of an evaluation, whatever was evaluated."""
    if sending.opened_on is None:
        return None
    rows = Sending.objects.select_related("edition").filter(edition__questionnaire=sending.edition.questionnaire_id, opened_on__lte=sending.opened_on).exclude(pk=sending.pk)
    found: Sending | None = rows.filter(closed_on__isnull=False).order_by("-opened_on", "-pk").first()
    return found


def headers() -> list[str]:
    return [str(each) for each in (_("Question"), _("Statement"), _("Answer"), _("How many"), _("Per cent"), _("Per cent last time"), _("Average"))]


def lines(sending: Sending) -> Iterator[list[Value]]:
    found = results(sending, protect=True, before=time_before(sending), language=get_language() or "")
    few = _("fewer than five")
    yield [_("Answers"), "", "", found.n, "", "", ""]
    for each in found.pictures:
        asked = each.question.text
        if each.too_few:
            yield [asked, "", few, "", "", "", ""]
        for part in each.parts:
            if part.average is not None:
                yield [asked, part.label, "", part.n, "", "", part.average]
            for bar in part.bars:
                yield [asked, part.label, bar.label, _("hidden") if bar.n is None else bar.n, "" if bar.percent is None else bar.percent, "" if bar.before is None else bar.before, ""]
        for name, n in each.themes:
            yield [asked, _("Theme"), name, n, "", "", ""]
        for text in each.texts:
            yield [asked, ", ".join(each.tags.get(text, ())), text, "", "", "", ""]
