"""Signing in: the same answer to everybody who may not, and a limit on guessing."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make

from veche.core.actions import send_way_back
from veche.core.models import AuditEntry
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import Job, drain
from veche.kit.mail import Letter

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"


@pytest.fixture
def user():
    return make.user(Role.EDITOR, make.community(), email="anna@example.org")


def sign_in(password=make.PASSWORD, email="anna@example.org", **more):
    browser = Client(REMOTE_ADDR=more.pop("address", "127.0.0.1"))
    answer = browser.post(LOGIN + more.pop("after", ""), {"login": email, "password": password})
    return browser, answer


def test_somebody_signs_in_and_out_and_the_audit_knows(user):
    browser, answer = sign_in()
    assert answer.status_code == 302
    browser.post("/account/logout/")

    acts = list(AuditEntry.objects.filter(on_id=str(user.pk)).order_by("pk").values_list("act", flat=True))
    assert acts[-2:] == ["core.sign_in", "core.sign_out"]


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(user):
    _, wrong = sign_in("wrong password here")
    _, unknown = sign_in(email="nobody@example.org")

    assert wrong.status_code == unknown.status_code
    assert len(plain(wrong)) == pytest.approx(len(plain(unknown)), abs=5)


def plain(page):
    """Answer what the page says, without the address that was typed."""
    return page.content.decode().replace("anna@example.org", "").replace("nobody@example.org", "")


def test_guessing_ends_soon(user):
    for number in range(25):
        sign_in(f"guess number {number}")

    browser, answer = sign_in()

    assert "session" not in browser.cookies or answer.status_code != 302


def test_a_page_asked_for_is_shown_after_signing_in_but_never_a_foreign_one(user):
    _, answer = sign_in(after="?next=/me/")
    assert answer.url == "/me/"

    for bad in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        _, answer = sign_in(after=f"?next={bad}")
        assert answer.url == "/"


def test_a_forgotten_password_is_set_anew_by_a_letter_once(user):
    Client().post(reverse("account_reset_password"), {"email": "ANNA@example.org"})
    drain()
    letter = Letter.objects.get()
    link = next(word for word in letter.body.split() if "/account/password/reset/key/" in word)
    path = link[link.index("/account") :]
    browser = Client()
    form = browser.get(path).url
    new = {"password1": "another long passphrase", "password2": "another long passphrase"}

    assert browser.post(form, new).status_code == 302

    assert sign_in("another long passphrase")[1].status_code == 302
    assert sign_in(make.PASSWORD)[1].status_code == 200
    assert Client().get(path).status_code == 200  # the page that says the link is used up


def test_strangers_get_no_letter_and_no_other_answer(user):
    known = Client().post(reverse("account_reset_password"), {"email": user.email})
    unknown = Client().post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    drain()

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [letter.to for letter in Letter.objects.all()] == [user.email]
    assert not Job.objects.filter(state=Job.FAILED).exists()


def test_a_letter_for_somebody_without_any_role_is_not_written():
    idle = make.user()

    send_way_back(idle.email, by=SYSTEM)

    assert not Letter.objects.exists()


def test_pages_of_the_house_are_never_kept_by_a_browser_or_shown_in_a_frame(user):
    browser, _ = sign_in()
    answer = browser.get("/me/")

    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
