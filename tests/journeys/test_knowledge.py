"""Knowledge: an article is written, suggested, inserted and read by anybody; hostile words stay words."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.kit.hostile_markup import HOSTILE

from veche.core.terms import SYSTEM, Role
from veche.inbox.actions import open_knowledge, save_answer, save_article
from veche.inbox.actions.articles import Draft

pytestmark = pytest.mark.django_db(transaction=True)
BODY = (
    "Напишите на **кассу**.\n\n| день | часы |\n|---|---|\n| сб | 10–18 |\n\n```\nкод "
    + "длинный " * 20
    + "\n```"
)


@pytest.fixture
def community():
    return make.community()


def enter(visitor, community):
    visitor.sign_in(make.user(Role.OWNER, community.organisation, language=visitor.language))


def address(community, name, *more):
    return reverse(f"inbox:{name}", args=[community.slug, *more])


@pytest.mark.every_look
def test_pages_of_knowledge_look_well(visitor, community):
    enter(visitor, community)
    visitor.go(address(community, "article_list"))
    visitor.look("knowledge-empty")
    draft = Draft("Как вернуть деньги за билет?", BODY, "Билеты")
    article = save_article({"ru": draft}, in_=community, by=SYSTEM, is_published=True)
    save_answer("билеты", {"ru": "Привет, {first_name|друг}!"}, in_=community, by=SYSTEM)
    open_knowledge(in_=community, by=SYSTEM)
    for name, more in (
        ("article_list", []), ("article_page", [article.pk]), ("article_edit", [article.pk]),
        ("article_history", [article.pk]), ("saved_answer_list", []), ("saved_answer_new", []),
    ):  # fmt: skip
        visitor.go(address(community, name, *more))
        visitor.look(name.replace("_", "-"))
    for name, page in (("list", ""), ("article", f"{article.slug}/")):
        visitor.go(f"/k/{community.slug}/{page}")
        visitor.look(f"knowledge-public-{name}")


def test_what_is_written_is_suggested_and_inserted_and_hostile_words_run_nowhere(visitor, community):
    enter(visitor, community)
    save_answer("билеты", {"ru": "Привет, {first_name|друг}! Билеты на входе."}, in_=community, by=SYSTEM)
    open_knowledge(in_=community, by=SYSTEM)
    page = visitor.page
    visitor.go(address(community, "article_new"))
    page.fill("[name=title_ru]", "Как вернуть деньги за билет?")
    page.fill("[name=body_ru]", "\n\n".join(HOSTILE))
    expect(page.locator("#preview h1")).to_have_text("Как вернуть деньги за билет?")
    page.click("[name=publish]")
    expect(page).to_have_url(re.compile(r"/knowledge/\d+/$"))

    visitor.go(address(community, "article_list"))
    text = page.locator("#trial")
    text.press_sequentially("возврат денег за билеты")
    expect(page.locator(".suggestions a").first).to_have_text("Как вернуть деньги за билет?")
    page.locator(".suggestions [data-insert]").first.click()
    expect(text).to_have_value(re.compile(r"билеты Как вернуть .+/k/"))
    text.fill("")
    text.press_sequentially("Добрый день! /бил")
    expect(page.locator(".suggesting-saved [data-insert]")).to_have_count(1)
    text.press("Enter")
    expect(text).to_have_value("Добрый день! Привет, друг! Билеты на входе.")

    visitor.go(f"/k/{community.slug}/kak-vernut-dengi-za-bilet/")
    page.click("[name=helped][value=yes]")
    expect(page.locator(".notice")).to_have_count(1)
    assert visitor.problems == []
