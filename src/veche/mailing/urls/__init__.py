"""The addresses of letters, a file for each part of the desk."""

from veche.mailing.urls import figures, letters, newsletters, returns, sending, sequences

app_name = "mailing"
urlpatterns = [
    *newsletters.urlpatterns, *returns.urlpatterns, *letters.urlpatterns, *sending.urlpatterns,
    *figures.urlpatterns, *sequences.urlpatterns,
]  # fmt: skip
