"""Signing in and the second factor are django-allauth's; this says how they behave here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: staff come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Keep the door closed."""
        return False
