"""What the product's pages are measured against."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.utils import timezone

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.roles import May
from brobygger.core.forms import Form
from brobygger.journal.models import Kind, Registration
from brobygger.people.models import Person


@needs(May.SEE_OFFICE)
def empty(request: StaffRequest, centre: str) -> HttpResponse:
    """An empty signed-in page in the common frame."""
    return render(request, "base.html")


@needs(May.REGISTER)
def insert(request: StaffRequest, centre: str) -> HttpResponse:
    """A bare insert of one row through the same stack."""
    kind = Kind.objects.order_by("pk").first()
    assert kind is not None  # noqa: S101 -- the loader has made kinds
    Registration(done_on=timezone.localdate(), kind=kind, title="Sparring").save()
    return HttpResponse(status=204)


class BareForm(Form):
    """A public form of two fields."""

    name = forms.CharField(max_length=120)
    mail = forms.EmailField()


_BARE = '{% extends "base_public.html" %}{% block content %}<form method="post">{% csrf_token %}{{ form }}<button class="ds-button">OK</button></form>{% endblock %}'


@open_to_all
def bare_form(request: HttpRequest, centre: str) -> HttpResponse:
    """A form on the public site that inserts one row and leads on: what a sign-up is measured against."""
    return _bare_form(request)


@needs(May.OWN_ORGANISATION)
def own_bare_form(request: StaffRequest, centre: str) -> HttpResponse:
    """The same for an association that has signed in: what a booking is measured against."""
    return _bare_form(request)


def _bare_form(request: HttpRequest) -> HttpResponse:
    form = BareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        Person(name=form.cleaned_data["name"], mail=form.cleaned_data["mail"]).save()
        return redirect(request.path)
    return HttpResponse(engines["django"].from_string(_BARE).render({"form": form}, request))
