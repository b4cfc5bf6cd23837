"""What came of a letter, and what of it is tried first."""

from django.urls import path

from veche.mailing.urls.places import LETTERS, ONE_LETTER
from veche.mailing.views import figures, people, trying

_FIGURES, _TRIAL = f"{ONE_LETTER}figures/", f"{ONE_LETTER}trial/"
urlpatterns = [
    path(_FIGURES, figures.figure_page, name="figure_page"),
    path(f"{_FIGURES}after/", figures.figure_after, name="figure_after"),
    path(f"{_FIGURES}map/<int:variant>/", figures.figure_map, name="figure_map"),
    path(f"{_FIGURES}people/", figures.figure_people, name="figure_people"),
    path(f"{_FIGURES}file/", figures.figure_file, name="figure_file"),
    path(f"{LETTERS}of/<int:person>/", people.person_letters, name="person_letters"),
    path(f"{LETTERS}of/<int:person>/follow/", people.person_follow, name="person_follow"),
    path(_TRIAL, trying.trial_page, name="trial_page"),
    path(f"{_TRIAL}set/", trying.trial_set, name="trial_set"),
    path(f"{_TRIAL}drop/", trying.trial_drop, name="trial_drop"),
    path(f"{_TRIAL}choose/", trying.trial_choose, name="trial_choose"),
]
