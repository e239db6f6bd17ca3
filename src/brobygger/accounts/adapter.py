"""How sign-in behaves here: nobody signs up alone, and after signing in one stands at one's own centre."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by a leader's invitation."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def get_from_email(self) -> str:
        from django.conf import settings

        return settings.DEFAULT_FROM_EMAIL

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no user name beside their mail address."""
