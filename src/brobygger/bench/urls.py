from django.urls import path

from brobygger.bench import pages
from brobygger.config.urls import urlpatterns as product

urlpatterns = [
    path("<slug:centre>/kontor/tom/", pages.empty, name="bench_empty"),
    path("<slug:centre>/kontor/indsaet/", pages.insert, name="bench_insert"),
    path("<slug:centre>/forening/bar-formular/", pages.own_bare_form, name="bench_own_bare_form"),
    path("<slug:centre>/bar-formular/", pages.bare_form, name="bench_bare_form"),
    *product,
]
