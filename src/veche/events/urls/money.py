"""Money, food and what is expected."""

from django.urls import path

from veche.events.urls.places import HOME, ONE
from veche.events.views import food, money, norms, predicting, receipts

MONEY, FOOD, NORMS = f"{ONE}money/", f"{ONE}food/", f"{HOME}food-norms/"
LINE, MEAL, NORM = f"{MONEY}<int:line>/", f"{FOOD}<int:meal>/", f"{NORMS}<int:norm>/"
RECEIPT = f"{MONEY}receipts/<int:receipt>/"

urlpatterns = [
    path(f"{ONE}expected/", predicting.event_expected, name="event_expected"),
    path(MONEY, money.budget_page, name="budget_page"),
    path(f"{MONEY}budget.<str:form>", money.budget_file, name="budget_file"),
    path(f"{MONEY}settle/", money.budget_settle, name="budget_settle"),
    path(f"{MONEY}reopen/", money.budget_reopen, name="budget_reopen"),
    path(f"{MONEY}new/<str:side>/", money.line_new, name="line_new"),
    path(LINE, money.line_edit, name="line_edit"),
    path(f"{LINE}remove/", money.line_remove, name="line_remove"),
    path(f"{LINE}restore/", money.line_restore, name="line_restore"),
    path(f"{LINE}receipts/", receipts.receipt_add, name="receipt_add"),
    path(RECEIPT, receipts.receipt_file, name="receipt_file"),
    path(f"{RECEIPT}remove/", receipts.receipt_remove, name="receipt_remove"),
    path(f"{RECEIPT}restore/", receipts.receipt_restore, name="receipt_restore"),
    path(FOOD, food.food_page, name="food_page"),
    path(f"{FOOD}order.<str:form>", food.food_file, name="food_file"),
    path(f"{FOOD}new/", food.meal_new, name="meal_new"),
    path(MEAL, food.meal_edit, name="meal_edit"),
    path(f"{MEAL}remove/", food.meal_remove, name="meal_remove"),
    path(f"{MEAL}restore/", food.meal_restore, name="meal_restore"),
    path(NORMS, norms.norm_list, name="norm_list"),
    path(f"{NORMS}own/", norms.norm_own, name="norm_own"),
    path(f"{NORMS}new/", norms.norm_new, name="norm_new"),
    path(NORM, norms.norm_edit, name="norm_edit"),
    path(f"{NORM}remove/", norms.norm_remove, name="norm_remove"),
    path(f"{NORM}restore/", norms.norm_restore, name="norm_restore"),
]
