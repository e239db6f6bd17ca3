"""The example centres' written reports: last year's annual report on the site, and this year's status to the municipality that is being written."""

from datetime import date, datetime

from django.utils.timezone import localtime

from brobygger.accounts.models import User
from brobygger.reports import first_templates, open_figures, writing
from brobygger.reports.models import OpenYear, Report, ReportTemplate

_WORDS = {
    "Forord": "Året begyndte med en flytning og sluttede med en fest. Ind imellem blev der drukket **meget** kaffe, og mange, der ikke kendte hinanden i januar, gjorde det i december.",
    "Året i tal": "Vi har holdt fast i de faste netværk og talt med flere, der gerne vil være frivillige. Tallene er dem, vi selv har registreret undervejs.",
    "Historier fra året": "## Da kassereren gik på pension\n\nEn forening stod uden kasserer i tre måneder. På et netværksmøde sad to og sukkede over det samme, og den ene sagde: »Kan vi ikke dele en?« Det gør de stadig.\n\n## Den stille onsdag\n\nOnsdagscaféen begyndte med fire ved bordet. Nu er de flere, og de ringer til hinanden, når én bliver væk.",
    "Tak": "Tak til alle frivillige, til foreningerne og til kommunen. Og til dem, der sætter stole op.",
}


def fill(*, now: datetime, by: User) -> None:
    """Give the centre in force its reports."""
    first_templates.lay_out()
    today = localtime(now).date()
    last = today.year - 1
    annual = writing.begin(_report(f"Årsberetning {last}", date(last, 1, 1), date(last, 12, 31)), ReportTemplate.objects.get(key="annual"), by=by, now=now)
    for part in annual.parts.filter(heading__in=_WORDS):
        part.text = _WORDS[part.heading]
        writing.write(part, before={}, by=by, now=now)
    writing.publish(writing.review(annual, by=by, now=now), public=True, by=by, now=now)
    writing.begin(_report(f"Status til kommunen {today.year}", date(today.year, 1, 1), date(today.year, 12, 31)), ReportTemplate.objects.get(key="status"), by=by, now=now)
    year = open_figures.keep(OpenYear(year=last, measures=list(first_templates.YEAR)), before=None, by=by, now=now)
    if open_figures.figures(last, year.measures, today):
        open_figures.publish(year, by=by, now=now)


def _report(title: str, starts_on: date, ends_on: date) -> Report:
    return Report(title=title, starts_on=starts_on, ends_on=ends_on, language="da")
