"""A questionnaire in another language: its texts one below the other, with the Danish beside."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.paging import page_of
from brobygger.directory.languages import LANGUAGES
from brobygger.surveys import editing, translating
from brobygger.surveys.forms.translating import TranslationForm
from brobygger.surveys.models import Questionnaire
from brobygger.surveys.views.sendings import put

ON_A_PAGE = 60


@needs(May.EDIT_SURVEYS)
def translation(request: StaffRequest, centre: str, pk: int, language: str) -> HttpResponse:
    row = get_object_or_404(Questionnaire.objects.select_related("centre"), pk=pk)
    if language not in LANGUAGES:
        raise Http404
    tongue, edition = LANGUAGES[language], editing.newest(row)
    content = edition.content
    now = translating.standing_in(content, language)
    page, query = page_of(translating.words(content), request.GET, ON_A_PAGE)
    danish = list(page.object_list)
    form = TranslationForm(
        request.POST or None, danish=danish, there=translating.there(content, language), language=tongue, ready=now.status in {translating.Status.RIGHT, translating.Status.OLD}, seen=translating.seen(content, language, danish),
    )
    if request.method == "POST" and form.is_valid():
        try:
            editing.change(row, translating.put(language, form.said(), ready=form.cleaned_data["ready"], as_seen=form.cleaned_data["seen"]), by=request.user, now=timezone.now())
        except ValidationError as error:
            put(form, error)
            again = request.POST.copy()
            again["seen"] = translating.seen(editing.newest(row).content, language, danish)
            form.data = again
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": f"{row}: {tongue.name}"})
            return redirect(f"{request.path}?side={page.next_page_number()}" if page.has_next() else row.get_absolute_url())
    context = {"row": row, "form": form, "tongue": tongue, "now": now, "page": page, "query": query, "frozen": edition.is_frozen}
    return render(request, "surveys/translation.html", context, status=422 if form.errors else 200)
