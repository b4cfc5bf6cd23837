"""The addresses of letters, a file for each part of the desk."""

from veche.mailing.urls import letters, newsletters

app_name = "mailing"
urlpatterns = [*newsletters.urlpatterns, *letters.urlpatterns]
