"""What people wrote to one question, a page at a time, each text with its themes."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.paging import page_of
from brobygger.surveys import tagging
from brobygger.surveys.forms.themes import WordsForm
from brobygger.surveys.models import Sending
from brobygger.surveys.results import words_of
from brobygger.surveys.structure import Ask, read

ON_A_PAGE = 20


@needs(May.EDIT_SURVEYS)
def words(request: StaffRequest, centre: str, pk: int, key: str) -> HttpResponse:
    """Choose themes, or type new ones, and save the page at once; what nobody changed stays as another may have left it meanwhile."""
    row = get_object_or_404(Sending.objects.listed(), pk=pk)
    question = read(row.edition.content, get_language() or "").question(key)
    if question is None or question.kind != Ask.TEXT:
        raise Http404
    there, all_ = tagging.themes_of(row), words_of(row, question, protect=row.anonymous)
    times = Counter(all_)
    page, query = page_of(list(times), request.GET, ON_A_PAGE)
    forms = [WordsForm(request.POST if request.method == "POST" else None, question=key, text=text, times=times[text], there=there) for text in page.object_list]
    wrong = ""
    bad = [form for form in forms if not form.is_valid()] if request.method == "POST" else []
    if request.method == "POST" and not bad:
        try:
            n = tagging.tag(row, key, {form.digest: form.chosen() for form in forms if form.has_changed()}, by=request.user, now=timezone.now())
        except ValidationError as error:
            wrong = " ".join(error.messages)
        else:
            messages.success(request, ngettext("%(n)s text has other themes.", "%(n)s texts have other themes.", n) % {"n": n} if n else _("Nothing was changed."))
            return redirect(request.get_full_path())
    context = {"row": row, "question": question, "forms": forms, "page": page, "query": query, "counted": there.counted(key, all_), "of": len(all_), "wrong": wrong}
    return render(request, "surveys/words.html", context, status=422 if bad or wrong else 200)
