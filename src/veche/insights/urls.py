"""The addresses of insights."""

from django.urls import path

from veche.insights.views import behind, overview, today

app_name = "insights"
HOME, ALL = "c/<slug:community>/", "c/<slug:community>/overview/"
ONE = ALL + "<slug:measure>/"

urlpatterns = [
    path(HOME, today.today, name="today"),
    path(ALL, overview.overview, name="overview"),
    path(ONE, overview.measure_page, name="measure_page"),
    path(ONE + "card/", overview.measure_card, name="measure_card"),
    path(ONE + "csv/", overview.measure_export, name="measure_export"),
    path(ONE + "people/", behind.measure_people, name="measure_people"),
]
