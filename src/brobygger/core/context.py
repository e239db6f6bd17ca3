"""What every template may ask."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    return {"demo_mode": settings.DEMO, "languages": settings.LANGUAGES}
