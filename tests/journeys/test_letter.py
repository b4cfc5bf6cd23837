"""A letter is written: blocks by mouse and keyboard, two at once, looked at, approved by a second person."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.mailing.readers import allowing, people_named
from tests.mailing.written import BUTTON, TEXT, fresh, letter, way_out

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


@pytest.fixture
def home():
    """A community of two readers, where a letter to both is read by a second person."""
    made = make.community()
    allowing(people_named(made, "Anna", "Boris").values(), made)
    actions.set_letter_rules(made, {"approval_above": 1}, by=SYSTEM)
    way_out(made)
    return made


def test_a_letter_is_written_by_two_looked_at_and_approved(visitors, home):
    author, second = make.user(Role.EDITOR, home), make.user(Role.COMMUNITY_MANAGER, home, name="Ольга")
    one = letter(home, TEXT, BUTTON)
    visitor, other = visitors(), visitors("en", "dark", "phone")
    visitor.sign_in(author)
    other.sign_in(second)
    visitor.go(address(home, "letter_edit", one.pk))

    write(visitor.page, one)
    arrange(visitor.page, one)
    visitor.look("editor")
    meet(visitor, one)
    ask_for_approval(visitor, one)
    approve(other, one)
    visitor.go(address(home, "letter_page", one.pk))
    visitor.page.locator("form[action$='/schedule/'] button").click()

    expect(visitor.page.locator("section[aria-labelledby=left]")).to_be_visible()
    assert fresh(one).state in (LetterState.SCHEDULED, LetterState.PREPARING)


def write(page, one):
    """What is written keeps itself, and the frame beside shows it."""
    page.locator("#b1-text").fill("Здравствуйте, ")
    page.locator(".insert summary").click()
    page.locator(".insert [data-insert^='{first_name|']").click()
    saved(page, one.version + 1)
    expect(page.frame_locator("#letter-frame").get_by_text("Здравствуйте, друг")).to_be_visible()


def arrange(page, one):
    """By keyboard, then back by mouse."""
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


def meet(visitor, one):
    """Somebody else was quicker: whoever is late is told, and both have their way."""
    found, page = fresh(one), visitor.page
    theirs = [found.content["blocks"][0], {**BUTTON, "text": "Бегу!"}]
    by = make.actor(Role.EDITOR, one.community)
    actions.save_letter(found, Written("Их тема", content={"blocks": theirs}), version=found.version, by=by)

    page.locator("#b1-text").fill("Привет, {first_name|друг}")
    expect(page.locator("#late")).to_contain_text("Кирилл")
    visitor.look("late")
    page.locator("#late button[value=merge]").click()

    expect(page.locator("#b2-text")).to_have_value("Бегу!")
    assert [block["text"] for block in fresh(one).content["blocks"]] == ["Привет, {first_name|друг}", "Бегу!"]


def ask_for_approval(visitor, one):
    """The author cannot let it go alone, nor approve it."""
    page = visitor.page
    visitor.go(address(one.community, "letter_page", one.pk))
    expect(page.locator("section[aria-labelledby=audience] .h1")).to_have_text("2")
    visitor.look("before")
    page.locator("form[action$='/schedule/'] button").click()
    expect(page.locator("form[action$='/schedule/'] [role=alert]")).to_be_visible()
    page.locator("form[action$='/approval/ask/'] button").click()
    expect(page.locator("section form[action$='/approval/back/']")).to_be_visible()
    expect(page.locator("form[action$='/approval/give/']")).to_have_count(0)


def approve(other, one):
    """A second person reads it as a reader does, in the dark on a phone, and lets it go."""
    other.go(address(one.community, "letter_preview", one.pk) + "?dark=1&width=phone")
    expect(other.page.frame_locator("iframe").get_by_text("Бегу!")).to_be_visible()
    other.look("preview")
    other.go(address(one.community, "letter_page", one.pk))
    other.page.locator("form[action$='/approval/give/'] button").click()
    expect(other.page.locator("section[aria-labelledby=approval]")).to_contain_text("Ольга")
