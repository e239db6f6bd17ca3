"""One's own account, where one lands after signing in, and the demo's shortcuts."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import open_to_all, signed_in
from brobygger.accounts.models import User
from brobygger.accounts.rights import everywhere
from brobygger.core.forms import ModelForm
from brobygger.core.middleware import LANGUAGE_COOKIE
from brobygger.core.models import OutgoingMail
from brobygger.core.views import YEAR

DEMO_MAIL = "@demo.example"


class MeForm(ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
        widgets = {"language": forms.Select}


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    user = get_object_or_404(User, pk=request.user.pk)
    form = MeForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        response = redirect("accounts:me")
        response.set_cookie(LANGUAGE_COOKIE, user.language, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
        return response
    return render(request, "accounts/me.html", {"form": form, "mine": everywhere(user, timezone.localdate())})


@require_POST
@open_to_all
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click in as an invented person: in demo mode, and for the demo's own accounts only."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(User, email=request.POST.get("email", ""), email__endswith=DEMO_MAIL)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    onward = request.POST.get("next", "/")
    return redirect(onward if url_has_allowed_host_and_scheme(onward, {request.get_host()}) else "/")


@open_to_all
def post(request: HttpRequest) -> HttpResponse:
    """The outbox, open to all in demo mode: what the system would have sent."""
    if not settings.DEMO:
        raise Http404
    return render(request, "accounts/post.html", {"mails": OutgoingMail.objects.all()[:50]})
