"""The core's addresses. allauth's routes keep allauth's own names, and only those we use are here."""

from django.urls import include, path

from veche.core.views import signing, switching

OWN = [
    path("language/", switching.change_language, name="language_change"),
    path("theme/", switching.change_theme, name="theme_change"),
]

urlpatterns = [path("", include((OWN, "core"))), *signing.ROUTES]
