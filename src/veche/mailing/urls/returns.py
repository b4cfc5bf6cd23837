"""What came back, who gets nothing, and where providers tell of it."""

from django.urls import path

from veche.mailing.urls.places import LETTERS
from veche.mailing.views import knocking, returns, suppressed, ways

BACK, SUPPRESSED = f"{LETTERS}returns/", f"{LETTERS}suppressed/"
WAYS = f"{BACK}ways/<int:sender>/"

urlpatterns = [
    # Where providers tell of what became of letters; its secret is all that is asked for.
    path("m/<str:secret>/", knocking.knock, name="knock"),
    path(BACK, returns.return_page, name="return_page"),
    path(f"{BACK}list/", returns.return_list, name="return_list"),
    path(f"{BACK}file/", returns.return_file, name="return_file"),
    path(f"{BACK}raw/", returns.returning_list, name="returning_list"),
    path(f"{BACK}raw/<int:returning>/", returns.returning_page, name="returning_page"),
    path(f"{BACK}retry/", returns.returning_retry, name="returning_retry"),
    path(SUPPRESSED, suppressed.suppression_list, name="suppression_list"),
    path(f"{SUPPRESSED}add/", suppressed.suppression_add, name="suppression_add"),
    path(f"{SUPPRESSED}file/", suppressed.suppression_file, name="suppression_file"),
    path(f"{SUPPRESSED}<int:suppression>/lift/", suppressed.suppression_lift, name="suppression_lift"),
    path(WAYS, ways.ways_back, name="ways_back"),
    path(f"{WAYS}knock/", ways.knock_open, name="knock_open"),
]
