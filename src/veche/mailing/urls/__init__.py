"""The addresses of letters, a file for each part of the desk."""

from veche.mailing.urls import letters, newsletters, sending, sequences

app_name = "mailing"
urlpatterns = [*newsletters.urlpatterns, *letters.urlpatterns, *sending.urlpatterns, *sequences.urlpatterns]
