"""The addresses of people."""

from django.urls import path

from veche.people.views import changing, persons, words

app_name = "people"
HOME, ONE = "c/<slug:community>/people/", "c/<slug:community>/people/<int:person>/"

urlpatterns = [
    path(f"{HOME}new/", changing.person_new, name="person_new"),
    path(f"{HOME}words/", words.word_list, name="word_list"),
    path(ONE, persons.person_page, name="person_page"),
    path(f"{ONE}activity/", persons.person_activity, name="person_activity"),
    path(f"{ONE}photo/<slug:stamp>/", persons.person_photo, name="person_photo"),
    path(f"{ONE}edit/", changing.person_edit, name="person_edit"),
    path(f"{ONE}face/", changing.person_face, name="person_face"),
    path(f"{ONE}forget/", changing.person_forget, name="person_forget"),
    path(f"{ONE}data/", changing.person_give, name="person_give"),
]
