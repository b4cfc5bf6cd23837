"""The food of an event: what its page shows and its files tell, who is reminded, what is forgotten."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader
from tests import make
from tests.events.coming import guest

from veche.core.models import AuditEntry
from veche.core.terms import SYSTEM, Role
from veche.events import jobs
from veche.events.actions import change_event, forget_diets, move_event, save_meal, save_venue
from veche.events.actions.food import Planned
from veche.events.models import Diet, DietCount, FoodNorm, Meal
from veche.events.queries import expected_of, food_of
from veche.events.terms import AgeGroup, EventState
from veche.events.terms.food import MealKind
from veche.events.terms.registering import DIET_DAYS
from veche.kit.models import Letter
from veche.kit.time import DAY, HOUR, as_datetime, day_of, moment, now

pytestmark = pytest.mark.django_db
HOSTILE = "=HYPERLINK(1) <b>me & my</b> lunch"


@pytest.fixture
def event():
    """An evening with a vegan who eats no nuts, a party with a child, and lunch; nobody else may come."""
    home = make.community()
    venue = save_venue(home, {"name": "Лофт"}, by=SYSTEM)
    found = move_event(make.event(home, title="Ужин", venue=venue), EventState.CLOSED, by=SYSTEM)
    guest(found, "anna", diets=["vegan", "nuts"])
    guest(found, "boris", ages=[AgeGroup.ADULT, AgeGroup.CHILD])
    lunch = Planned(HOSTILE, supplier="Столовая", price="450", order_by=day_of(now() + DAY, "Europe/Moscow"))
    save_meal(found, lunch, by=SYSTEM)
    save_meal(found, Planned("Чай", MealKind.DRINKS), by=SYSTEM)
    return found


@pytest.fixture
def client(event):
    return entering(event, Role.EVENT_ORGANISER)


def entering(event, role):
    client = Client()
    client.force_login(make.user(role, event.community, language="en"))
    return client


def url(name, event, *more):
    return reverse(f"events:{name}", args=[event.community.slug, event.pk, *more])


def test_the_page_counts_combined_diets_once_and_costs_few_queries(
    event, client, django_assert_max_num_queries
):
    client.get(url("food_page", event))

    with django_assert_max_num_queries(18):
        page = client.get(url("food_page", event)).content.decode()

    assert "no nuts, vegan" in page
    assert "anna" not in page
    assert "&lt;b&gt;me" in page
    served = food_of(event, expected_of(event))
    assert [line.portions for line in served[0].sheet.lines] == [2, 1]
    assert served[0].sheet.cost == 3 * 450_00


def test_files_hold_counts_and_run_nothing(event, client):
    table = b"".join(client.get(url("food_file", event, "csv"))).decode("utf-8-sig")
    with translation.override("ru"):
        paper = client.get(url("food_file", event, "pdf"))

    assert "\r\n'=HYPERLINK" in table
    assert "no nuts, vegan,1,0,1" in table.replace('"', "")
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(paper.content)).pages)
    assert "Лофт" in text  # where the kitchen brings it
    assert "HYPERLINK(1) <b>me & my</b> lunch" in text
    assert "Ужин" in text
    for told in (table, text):
        assert "anna" not in told
        assert "boris" not in told


def test_who_plans_no_events_sees_no_food(event):
    assert entering(event, Role.ANALYST).get(url("food_page", event)).status_code == 403


def test_a_meal_is_written_refused_with_all_reasons_and_undone(event, client):
    late = timezone.localdate() + timezone.timedelta(days=90)
    given = {"title": "", "kind": "meal", "price": "$5", "reserve": "500", "order_by": late.isoformat()}

    refused = client.post(url("meal_new", event), given)

    assert refused.status_code == 422
    for reason in ("Say what it is", "counts in RUB", "between 0 and 100", "before the event begins"):
        assert reason in refused.content.decode()
    kept = {"title": "Pizza", "kind": "snack", "served_at": "2030-01-01T19:30", "reserve": "10"}
    client.post(url("meal_new", event), kept)
    meal = Meal.objects.get(title="Pizza")
    assert timezone.localtime(meal.served_at, timezone.zoneinfo.ZoneInfo(event.time_zone)).hour == 19
    client.post(url("meal_remove", event, meal.pk))
    assert not Meal.objects.filter(pk=meal.pk, removed_at=None).exists()
    client.post(url("meal_restore", event, meal.pk))
    assert Meal.objects.filter(pk=meal.pk, removed_at=None).exists()


def test_the_team_is_reminded_once_for_each_last_day(event, client):
    jobs.remind_orders()
    jobs.remind_orders()

    (letter,) = Letter.objects.filter(subject__contains="Ужин")
    assert url("food_page", event) in letter.body
    meal = Meal.objects.get(supplier="Столовая")
    later = Planned("Обед", supplier="Столовая", order_by=day_of(now(), event.time_zone))
    save_meal(event, later, by=SYSTEM, meal=meal)
    jobs.remind_orders()
    assert Letter.objects.filter(subject__contains="Ужин").count() == 2


def test_diets_are_deleted_in_time_and_the_sheet_stays_as_it_was(event):
    before = food_of(event, expected_of(event))
    Diet.objects.update(ends_at=as_datetime(now() - 1))

    jobs.forget_diets()
    assert forget_diets(in_=event.community, by=SYSTEM) == 0

    assert not Diet.objects.exists()
    assert list(DietCount.objects.values_list("diets", "age_group", "seats")) == [("nuts,vegan", "adult", 1)]
    assert [one.sheet for one in food_of(event, expected_of(event))] == [one.sheet for one in before]
    assert AuditEntry.objects.filter(act="events.forget_diets").count() == 1


def test_norms_are_those_of_the_house_until_a_community_changes_them(event, client):
    home = event.community
    norms = reverse("events:norm_list", args=[home.slug])
    assert "Main dish" in client.get(norms).content.decode()

    client.post(reverse("events:norm_own", args=[home.slug]))
    tea = FoodNorm.objects.get(community=home, title="Tea and coffee")
    edit = reverse("events:norm_edit", args=[home.slug, tea.pk])
    given = {"title": "Tea", "kind": "drinks", "unit": "ml", "teen": 50, "child": 0, "infant": 0}
    assert client.post(edit, given | {"per_head": 0}).status_code == 422
    client.post(edit, given | {"per_head": 1000})

    drinks = food_of(event, expected_of(event))[1].sheet
    assert next(one.amount for one in drinks.amounts if one.title == "Tea") >= 1000
    client.post(reverse("events:norm_remove", args=[home.slug, tea.pk]))
    assert "Tea" not in [one.title for one in food_of(event, expected_of(event))[1].sheet.amounts]
    client.post(reverse("events:norm_restore", args=[home.slug, tea.pk]))
    assert FoodNorm.objects.filter(pk=tea.pk, removed_at=None).exists()


def test_an_event_that_is_put_off_keeps_diets_until_as_long_after_it_as_was_promised(event):
    later = moment(event.starts_at) + 60 * DAY

    change_event(event, {"starts_at": later, "ends_at": later + HOUR}, by=SYSTEM)

    assert moment(Diet.objects.get().ends_at) == later + HOUR + DIET_DAYS * DAY
