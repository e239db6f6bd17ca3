"""What every template may ask."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

REGISTER = "journal/line.html"


def page(request: HttpRequest) -> dict[str, Any]:
    return {"demo_mode": settings.DEMO, "languages": settings.LANGUAGES, "register_template": _if_there(REGISTER)}


def _if_there(name: str) -> str:
    """The journal's line is part of every page where the journal is installed; core knows its name only."""
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return ""
    return name
