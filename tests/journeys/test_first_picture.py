"""The first five minutes: found, drop a chat and a guest list in, merge two people, read, look at figures."""

import json
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.people.told import settle_down

from veche.channels.models import Import
from veche.people.models import Attachment, Person

pytestmark = pytest.mark.django_db(transaction=True)
DAY = 86_400


def chat(now: int) -> str:
    """An exported Telegram chat: three people, a month, questions and answers."""
    people = {"user1": "Анна Петрова", "user2": "Борис Ёлкин", "user3": "Вера Новая"}
    messages = [
        {"id": n, "type": "message", "date": "2026-01-01T10:00:00",
         "date_unixtime": str(now - (30 - n) * DAY),
         "from": people[f"user{n % 2 + 1}"], "from_id": f"user{n % 2 + 1}",
         "text": "Во сколько бежим?" if n % 3 else "В десять у фонтана", "text_entities": [],
         **({"reply_to_message_id": n - 1} if n > 1 else {})}
        for n in range(1, 29)
    ]  # fmt: skip
    joined = {"id": 29, "type": "service", "date_unixtime": str(now - 2 * DAY), "date": "2026-01-01T10:00:00",
              "actor": "Вера Новая", "actor_id": "user3", "action": "join_group_by_link", "inviter": "Group",
              "text": "", "text_entities": []}  # fmt: skip
    head = {"name": "Бегуны: чат", "type": "private_supergroup", "id": 77}
    return json.dumps(head | {"messages": [*messages, joined]}, ensure_ascii=False)


GUESTS = "Имя;E-mail;Город;Пришёл\nAnna Petrova;anna.petrova@example.org;Москва;да\nБорис Ёлкин;;Тверь;нет\n"


@pytest.mark.every_look
def test_from_nothing_to_the_first_picture(visitor, tmp_path):
    from time import time

    files = {"result.json": chat(int(time())), "Пробежка.csv": GUESTS}
    page = visitor.page
    found(visitor)
    for name, text in files.items():
        (tmp_path / name).write_text(text)
        take_in(visitor, tmp_path / name)

    home = reverse("insights:today", args=["beguny"])
    visitor.go(home)
    visitor.look("today")
    visitor.go(reverse("people:person_list", args=["beguny"]))
    visitor.look("people")

    visitor.go(reverse("people:duplicate_list", args=["beguny"]))
    visitor.look("duplicates")
    for _ in range(page.locator("[data-pair]").count()):
        page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press("m")
        page.wait_for_selector(".notice form")
    settle_down()
    anna = Person.objects.get(merged_into=None, attachments__identity__value="anna.petrova@example.org")
    assert Attachment.objects.filter(person=anna).count() == 2

    visitor.go(reverse("people:person_page", args=["beguny", anna.pk]))
    page.wait_for_selector(".heat-place svg")
    visitor.look("person")
    for shown in ("Бегуны: чат", "Пробежка", "Москва"):
        expect(page.locator("main")).to_contain_text(shown)
    visitor.go(reverse("insights:overview", args=["beguny"]))
    visitor.look("overview")


def found(visitor):
    """Found an organisation with its community at the first page."""
    page = visitor.page
    visitor.go("/")
    for name, text in {
        "organisation": "Клуб", "name": "Ольга", "email": "olga@example.org", "password": make.PASSWORD,
        "community": "Бегуны",
    }.items():  # fmt: skip
        page.fill(f"#id_{name}", text)
    page.locator("button.btn-primary").first.click()
    page.wait_for_url(re.compile("/c/beguny/"))


def take_in(visitor, path):
    """Upload a file, answer as it is guessed, and say yes."""
    page = visitor.page
    visitor.go(reverse("channels:import_new", args=["beguny"]))
    page.set_input_files("#files", path)
    page.click("#upload button[type=submit]")
    page.wait_for_url(re.compile(r"/imports/\d+/"))
    settle_down()
    page.reload()
    if Import.objects.latest("pk").state == "asking":
        page.locator("form .form-buttons .btn-primary").click()
        page.wait_for_load_state()
        settle_down()
        page.reload()
    page.wait_for_selector("dl.account")
    page.locator(".form-buttons .btn-primary").click()
    page.wait_for_load_state()
    settle_down()
    assert Import.objects.latest("pk").state == "done"
