"""The addresses of the API: open data, the same below a centre and for all of them; and rows for programs with a token, below a centre."""

from django.urls import URLPattern, path

from brobygger.api import views, views_rows
from brobygger.api.entities import COLLECTIONS
from brobygger.api.rows import ROOT
from brobygger.core.resources import resources


def patterns() -> list[URLPattern]:
    found = [path("api/", views.page, name="page"), path(f"{views.ROOT}/", views.about, name="about"), path(f"{views.ROOT}/openapi.json", views.openapi, name="openapi")]
    for name in COLLECTIONS:
        found.append(path(f"{views.ROOT}/{name}", views.listed, {"name": name}, name=name))
        found.append(path(f"{views.ROOT}/{name}/<str:key>", views.one, {"name": name}, name=f"{name}_one"))
    return [*found, path(f"{views.ROOT}/<path:rest>", views.nothing, name="nothing")]


def of_rows() -> list[URLPattern]:
    """Each resource that the contexts have declared."""
    root = ROOT
    found = [path(f"{root}/", views_rows.about, name="rows"), path(f"{root}/openapi.json", views_rows.openapi, name="rows_openapi")]
    for name, resource in resources.items():
        found.append(path(f"{root}/{name}", views_rows.listed, {"name": name}, name=f"rows_{name}"))
        found.append(path(f"{root}/{name}/<int:pk>", views_rows.one, {"name": name}, name=f"rows_{name}_one"))
        for verb in resource.writing.acts if resource.writing is not None else ():
            found.append(path(f"{root}/{name}/<int:pk>/{verb}", views_rows.act, {"name": name, "verb": verb}, name=f"rows_{name}_{verb}"))
    return [*found, path(f"{root}/<path:rest>", views_rows.nothing, name="rows_nothing")]
