"""The first day: somebody founds an organisation and invites a colleague, who joins with a second factor."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect
from tests import make

from veche.core.models import Community, Organisation, User
from veche.core.terms import Role

WORDS = {
    "ru": {"begin": "Начать", "save": "Сохранить", "join": "Присоединиться", "sign_in": "Войти"},
    "en": {"begin": "Begin", "save": "Save", "join": "Join", "sign_in": "Sign in"},
}


@pytest.mark.every_look
def test_the_first_run_founds_everything(visitor):
    words = WORDS[visitor.language]
    visitor.go("/")
    page = visitor.page
    visitor.look("first-run")
    expect(page.locator("#id_time_zone")).to_have_value("Europe/Moscow")

    page.fill("#id_organisation", "Клуб «Вече»")
    page.fill("#id_name", "Ольга Хозяйкина")
    page.fill("#id_email", "olga@example.org")
    page.fill("#id_password", "password")
    page.fill("#id_community", "Бегуны Москвы")
    page.check("input[name=accent][value=teal]", force=True)
    page.get_by_role("button", name=words["begin"], exact=True).click()
    visitor.look("weak-password")
    page.fill("#id_password", make.PASSWORD)
    page.get_by_role("button", name=words["begin"], exact=True).click()
    page.wait_for_url(re.compile("/c/beguny-moskvy/"))

    visitor.look("home")
    community = Community.objects.get()
    assert (community.name, community.accent, community.time_zone) == (
        "Бегуны Москвы",
        "teal",
        "Europe/Moscow",
    )
    assert User.objects.get().language == visitor.language
    visitor.go("/first-run/")
    page.wait_for_url(re.compile("/c/beguny-moskvy/"))


def test_a_colleague_joins_by_link_and_takes_a_second_factor(visitors):
    community = make.community("Бегуны", make.organisation("Клуб"))
    owner, colleague = visitors(), visitors(device="phone")
    owner.sign_in(make.user(Role.OWNER, community.organisation))

    link = _invite(owner, community)
    _join(colleague, link)
    secret = _switch_codes_on(colleague)
    colleague.go("/account/logout/")
    colleague.page.get_by_role("button", name="Выйти").click()
    _sign_in_with_code(colleague, secret)

    colleague.page.wait_for_url(re.compile(f"/c/{community.slug}/"))
    user = User.objects.get(email="ivan@example.org")
    assert user.appointments.get().role == Role.ANALYST
    assert Organisation.objects.count() == 1


def _invite(owner, community):
    owner.go(f"/c/{community.slug}/staff/invite/")
    owner.look("invite")
    owner.page.select_option("#id_role", Role.ANALYST)
    owner.page.click("main form button")
    owner.look("invitation")
    return owner.page.input_value("#invitation-link")


def _join(colleague, link):
    colleague.page.goto(link)
    colleague.look("join")
    colleague.page.fill("#id_name", "Иван Новый")
    colleague.page.fill("#id_email", "ivan@example.org")
    colleague.page.fill("#id_password", make.PASSWORD)
    colleague.page.get_by_role("button", name="Присоединиться").click()
    colleague.page.wait_for_url(re.compile("/c/"))


def _switch_codes_on(colleague):
    page = colleague.page
    colleague.go("/account/second/totp/")
    colleague.look("is-it-you")
    page.fill("#id_password", make.PASSWORD)
    page.click("main form button")
    colleague.look("add-codes")
    secret = page.inner_text("#totp-secret")
    page.fill("#id_code", _code(secret))
    page.click("main form[method=post] button.btn-primary")
    colleague.look("recovery-codes")
    return secret


def _sign_in_with_code(colleague, secret):
    page = colleague.page
    colleague.go("/account/login/")
    page.fill("#id_login", "ivan@example.org")
    page.fill("#id_password", make.PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()
    colleague.look("second-step")
    page.fill("#id_code", "000000")
    page.get_by_role("button", name="Войти", exact=True).click()
    colleague.look("wrong-code")
    page.fill("#id_code", _code(secret, later=1))
    page.get_by_role("button", name="Войти", exact=True).click()


def _code(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))
