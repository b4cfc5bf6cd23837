"""The root of all addresses: each room's urls under its place."""

from importlib import import_module

from django.conf import settings
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

handler400 = "veche.portal.views.faults.malformed"
handler403 = "veche.portal.views.faults.forbidden"
handler404 = "veche.portal.views.faults.not_found"
handler500 = "veche.portal.views.faults.broken"
urlpatterns = [
    path("", include(f"veche.{room}.urls"))
    for room in settings.ROOMS
    if module_has_submodule(import_module(f"veche.{room}"), "urls")
]
