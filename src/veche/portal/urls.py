"""The portal's addresses."""

from django.urls import path

from veche.portal.views import beginning, public

app_name = "portal"
urlpatterns = [
    path("", beginning.home, name="home"),
    path("first-run/", beginning.first_run, name="first_run"),
    path("p/<slug:community>/", public.community_page, name="community_page"),
    path("healthz", public.health, name="health"),
]
