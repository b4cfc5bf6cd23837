"""What came of a letter, and what of it is tried first."""

from django.urls import path

from veche.mailing.urls.places import ONE_LETTER
from veche.mailing.views import figures

_FIGURES = f"{ONE_LETTER}figures/"
urlpatterns = [
    path(_FIGURES, figures.figure_page, name="figure_page"),
    path(f"{_FIGURES}after/", figures.figure_after, name="figure_after"),
    path(f"{_FIGURES}map/<int:variant>/", figures.figure_map, name="figure_map"),
    path(f"{_FIGURES}people/", figures.figure_people, name="figure_people"),
    path(f"{_FIGURES}file/", figures.figure_file, name="figure_file"),
]
