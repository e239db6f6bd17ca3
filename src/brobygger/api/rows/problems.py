"""What is answered where something cannot be had: a problem as RFC 9457 has it, with a sentence in the language that was asked for."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpResponse

TYPE: Final = "application/problem+json"
TITLES: Final = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict", 410: "Gone", 412: "Precondition Failed",
    413: "Content Too Large", 415: "Unsupported Media Type", 422: "Unprocessable Content", 428: "Precondition Required", 429: "Too Many Requests",
}


class Problem(Exception):
    """Why not: the status, a sentence, and for each field that is wrong its sentences."""

    def __init__(self, status: int, detail: str, *, errors: Mapping[str, Sequence[str]] | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, headers or {}

    def answer(self) -> HttpResponse:
        said: dict[str, Any] = {"type": "about:blank", "title": TITLES[self.status], "status": self.status, "detail": self.detail}
        if self.errors is not None:
            said["errors"] = self.errors
        return HttpResponse(json.dumps(said, ensure_ascii=False), status=self.status, content_type=TYPE, headers=dict(self.headers))
