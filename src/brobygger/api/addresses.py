"""The addresses of the API, the same below a centre and for all of them."""

from django.urls import URLPattern, path

from brobygger.api import views
from brobygger.api.entities import COLLECTIONS


def patterns() -> list[URLPattern]:
    found = [path("api/", views.page, name="page"), path(f"{views.ROOT}/", views.about, name="about"), path(f"{views.ROOT}/openapi.json", views.openapi, name="openapi")]
    for name in COLLECTIONS:
        found.append(path(f"{views.ROOT}/{name}", views.listed, {"name": name}, name=name))
        found.append(path(f"{views.ROOT}/{name}/<str:key>", views.one, {"name": name}, name=f"{name}_one"))
    return [*found, path(f"{views.ROOT}/<path:rest>", views.nothing, name="nothing")]
