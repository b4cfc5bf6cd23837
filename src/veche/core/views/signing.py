"""Signing in, passwords and second factors: django-allauth's views in our templates.

Each is listed by itself and declares its permission; allauth's own list of routes is never taken in.
"""

from typing import Any

from allauth.account import views as account
from django.urls import URLPattern, path

from veche.core.terms import ANYONE
from veche.kit.pages import page

BOTH = ("GET", "POST")


def _shown(view: Any, template: str, permission: Any, **settings: Any) -> Any:
    """Declare an allauth view, shown by our own template."""
    made = view.as_view(template_name=f"core/signing/{template}.html", **settings)
    return page(permission, methods=BOTH)(made)


ROUTES: list[URLPattern] = [
    path("account/login/", _shown(account.LoginView, "sign_in", ANYONE), name="account_login"),
    path("account/logout/", _shown(account.LogoutView, "sign_out", ANYONE), name="account_logout"),
]
