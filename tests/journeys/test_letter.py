"""A letter is written: blocks by mouse and keyboard, two at once, looked at, approved by a second person."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.mailing.readers import allowing, people_named
from tests.mailing.written import BUTTON, TEXT, fresh, letter

from veche.core.terms import SYSTEM, Role
from veche.mailing import actions
from veche.mailing.terms import LetterState
from veche.mailing.terms.desk import Written

pytestmark = pytest.mark.django_db(transaction=True)


def address(community, name, *more):
    return reverse(f"mailing:{name}", args=[community.slug, *more])


def keys(one):
    return [block["key"] for block in fresh(one).content["blocks"]]


def saved(page, version):
    expect(page.locator("#saving input[name=version]")).to_have_value(str(version))


def test_a_letter_is_written_by_two_looked_at_and_approved(visitors):
    home = make.community()
    allowing(people_named(home, "Anna", "Boris").values(), home)
    actions.set_letter_rules(home, {"approval_above": 1}, by=SYSTEM)
    author, second = make.user(Role.EDITOR, home), make.user(Role.COMMUNITY_MANAGER, home, name="Ольга")
    one = letter(home, TEXT, BUTTON)
    visitor = visitors()
    visitor.sign_in(author)
    visitor.go(address(home, "letter_edit", one.pk))
    page = visitor.page

    # It keeps itself, and the frame beside shows it.
    page.locator("#b1-text").fill("Здравствуйте, ")
    page.locator(".insert summary").click()
    page.locator(".insert [data-insert^='{first_name|']").click()
    saved(page, one.version + 1)
    frame = page.frame_locator("#letter-frame")
    expect(frame.get_by_text("Здравствуйте, друг")).to_be_visible()

    # By keyboard, then by mouse.
    page.locator("#b2-text").press("Alt+ArrowUp")
    expect(page.locator(".block").first).to_have_id("b2")
    assert keys(one) == ["b2", "b1"]
    page.locator(".is-sortable").first.wait_for()
    grip, goal = page.locator("#b1 [data-handle]"), page.locator("#b2 [data-handle]").bounding_box()
    grip.hover()
    page.mouse.down()
    page.mouse.move(goal["x"] + 4, goal["y"] + 30, steps=8)
    page.mouse.move(goal["x"] + 4, goal["y"] - 6, steps=8)
    page.mouse.up()
    expect(page.locator(".block").first).to_have_id("b1")
    saved(page, one.version + 3)
    assert keys(one) == ["b1", "b2"]
    visitor.look("editor")

    # Somebody else was quicker: both have their way.
    found = fresh(one)
    theirs = [found.content["blocks"][0], {**BUTTON, "text": "Бегу!"}]
    by = make.actor(Role.EDITOR, home)
    actions.save_letter(found, Written("Их тема", content={"blocks": theirs}), version=found.version, by=by)
    page.locator("#b1-text").fill("Привет, {first_name|друг}")
    expect(page.locator("#late")).to_contain_text("Кирилл")
    visitor.look("late")
    page.locator("#late button[value=merge]").click()
    expect(page.locator("#b2-text")).to_have_value("Бегу!")
    assert [block["text"] for block in fresh(one).content["blocks"]] == ["Привет, {first_name|друг}", "Бегу!"]

    # The author cannot let it go alone; a second person reads it.
    visitor.go(address(home, "letter_page", one.pk))
    expect(page.locator("section[aria-labelledby=audience] .h1")).to_have_text("2")
    visitor.look("before")
    page.locator("form[action$='/schedule/'] button").click()
    expect(page.locator("form[action$='/schedule/'] [role=alert]")).to_be_visible()
    page.locator("form[action$='/approval/ask/'] button").click()
    expect(page.locator("form[action$='/approval/give/']")).to_have_count(0)

    other = visitors("en", "dark", "phone")
    other.sign_in(second)
    other.go(address(home, "letter_preview", one.pk) + "?dark=1&width=phone")
    expect(other.page.frame_locator("iframe").get_by_text("Бегу!")).to_be_visible()
    other.look("preview")
    other.go(address(home, "letter_page", one.pk))
    other.page.locator("form[action$='/approval/give/'] button").click()
    expect(other.page.locator("section[aria-labelledby=approval]")).to_contain_text("Ольга")

    visitor.go(address(home, "letter_page", one.pk))
    page.locator("form[action$='/schedule/'] button").click()
    expect(page.locator("section[aria-labelledby=left]")).to_be_visible()
    assert fresh(one).state in (LetterState.SCHEDULED, LetterState.PREPARING)
