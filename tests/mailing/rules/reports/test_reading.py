"""Reports by their standards, and everything else that anybody may send to a return address."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.mailing.returned import answer, complaint, report

from veche.mailing.rules.decay import HALVED_IN, is_too_much, score_of
from veche.mailing.rules.reports import judged, read_report
from veche.mailing.terms.returning import Cause, Trust, What

MARK = "a" * 28 + "b"


def read(raw):
    """The one recipient of a report."""
    [returned] = read_report(raw).returned
    return returned


def test_a_delivery_report_is_read_by_its_fields():
    found = read_report(report("Anna@Example.org", mark=MARK))

    [one] = found.returned
    assert (one.what, one.address, one.status, one.code) == (What.HARD, "anna@example.org", "5.1.1", 550)
    assert (one.cause, one.trust) == (Cause.UNKNOWN_USER, Trust.MACHINE)
    assert (found.marks, found.message_id) == ((MARK,), "1@club.example")


def test_an_international_report_names_letters_beyond_ascii():
    raw = (
        "From: MAILER-DAEMON@mx.example\nSubject: x\nContent-Type: multipart/report; boundary=x\n\n--x\n"
        "Content-Type: message/global-delivery-status; charset=utf-8\n\nReporting-MTA: dns; mx.example\n\n"
        "Original-Recipient: utf-8; \\x{430}\\x{43D}\\x{43D}\\x{430}@пример.рф\n"
        "Final-Recipient: utf-8; анна@пример.рф\nAction: failed\nStatus: 5.2.2\n\n--x--\n"
    ).encode()

    one = read(raw)

    assert (one.what, one.address, one.cause) == (What.SOFT, "анна@пример.рф", Cause.FULL)


def test_a_complaint_names_its_recipient_and_the_return_address_within():
    found = read_report(complaint("anna@example.org", MARK))

    [one] = found.returned
    assert (one.what, one.feedback, one.address) == (What.COMPLAINT, "abuse", "anna@example.org")
    assert found.marks == (MARK,)


@pytest.mark.parametrize(("said", "what", "cause"), [
    ("550 5.1.1 <spam@example.org>: rejected: User unknown in table", What.HARD, Cause.UNKNOWN_USER),
    ("450 4.1.1 <a@example.org>: User unknown", What.SOFT, Cause.UNKNOWN_USER),
    ("554 5.7.1 Message rejected under suspicion of SPAM; https://ya.cc/1", What.BLOCKED, Cause.SPAM),
    ("550 5.7.1 No such user!", What.HARD, Cause.UNKNOWN_USER),
    ("552 5.2.2 Почтовый ящик переполнен", What.SOFT, Cause.FULL),
    ("550 Такого пользователя нет: получатель не найден", What.HARD, Cause.UNKNOWN_USER),
    ("550-5.7.26 This mail is unauthenticated: SPF did not pass", What.BLOCKED, Cause.SENDER),
    ("421 4.7.0 [TSS04] Messages temporarily deferred due to user complaints", What.BLOCKED, Cause.POLICY),
    ("550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", What.HARD, Cause.UNKNOWN_USER),
    ("Host or domain name not found. Name service error: Host not found", What.HARD, Cause.UNKNOWN_HOST),
    ("556 5.1.10 Recipient address has null MX", What.HARD, Cause.NO_MAIL),
    ("552 5.3.4 Message size exceeds fixed limit", What.BLOCKED, Cause.TOO_LARGE),
    ("550 5.0.0", What.SOFT, Cause.REFUSED), ("", What.SOFT, Cause.NONE),
])  # fmt: skip
def test_what_servers_say_means_something_for_the_address_or_for_us(said, what, cause):
    told = judged(said)

    assert (told.what, told.cause) == (what, cause)


def test_answers_of_people_and_of_their_machines_are_no_bounces():
    away = [answer(MARK, Auto_Submitted="auto-replied"), answer(MARK, Subject="Out of office: Re: Hello"),
            answer(MARK, X_Autoreply="yes"), answer(MARK, Precedence="auto_reply"),
            answer(MARK, Subject="Автоответ: отпуск")]  # fmt: skip

    assert {read(raw).what for raw in away} == {What.AUTO_REPLY}
    assert read(answer(MARK)).what is What.NOT_A_REPORT


def receipt(disposition, text, sender="Anna <anna@example.org>"):
    """What a reader tells of a letter that arrived, or a filter that refuses it (RFC 8098, 5429)."""
    return (
        f"Return-Path: <>\nFrom: {sender}\nSubject: Read: Delivery failed\nContent-Type: multipart/report;"
        f" report-type=disposition-notification; boundary=x\n\n--x\n\n{text}\n\n--x\nContent-Type:"
        " message/disposition-notification\n\nFinal-Recipient: rfc822; anna@example.org\nDisposition:"
        f" automatic-action/MDN-sent-automatically; {disposition}\n\n--x\nContent-Type: message/rfc822\n\n"
        "To: anna@example.org\nSubject: Hello\n\n--x--\n"
    ).encode()


def test_a_receipt_is_no_bounce_unless_a_filter_refuses_in_its_form():
    assert read(receipt("displayed", "550 user unknown")).what is What.AUTO_REPLY
    assert read(receipt("deleted", "Deleted without being read")).what is What.AUTO_REPLY

    refused = read(
        receipt("deleted", "Your message was automatically rejected: Quota exceeded", "Postmaster")
    )

    assert (refused.what, refused.cause) == (What.SOFT, Cause.FULL)


def test_what_somebody_away_or_somebody_else_says_of_a_bounce_is_none():
    away = answer(MARK, Return_Path="<>", Auto_Submitted="auto-replied", Subject="Thank you", text=GONE)
    passed = answer(MARK, Subject="Fwd: Undelivered Mail Returned to Sender", References="<1@a.example>",
                    text=GONE)  # fmt: skip

    assert read(away).what is What.AUTO_REPLY
    assert read(passed).what is What.NOT_A_REPORT


GONE = "<boris@example.org>: 550 5.1.1 User unknown"

BOMBS = {
    "long": b"Subject: Undelivered\n\n" + b"<a@example.org>: 550 unknown user\n" * 300_000,
    "one line": b"Content-Type: text/html\n\n" + b"<style><a@b.c " * 200_000,
    "deep": b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(20_000)),
    "parts": b"Content-Type: multipart/report; boundary=x\n\n" + b"--x\n\na\n" * 200_000,
    "headers": b"X-A: b\n" * 500_000 + b"\nbody",
    "fields": b"Content-Type: message/delivery-status\n\nReporting-MTA: a\n\n"
    + b"Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n\n" * 50_000,
    "folded": b"Subject: a\n" + b" b\n" * 1_000_000,
    "charset": b'Content-Type: text/plain; charset="punycode"\n\n' + b"a-b" * 1_000_000,
    "base64": b"From: mailer-daemon@x\nContent-Transfer-Encoding: base64\n\n" + b"=A=" * 1_000_000,
    "words": b"From: mailer-daemon@x.example\nSubject: failure notice\n\n"
    + b"recipient address user mailbox " * 40_000,
    "addresses": b"From: mailer-daemon@x.example\nSubject: failure notice\n\n" + b"a@b.example\n" * 100_000,
    "encoded": b"Subject: " + b"=?utf-8?b?" * 100_000 + b"\n\nx",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_neither_raises_nor_lasts(name):
    found = read_report(BOMBS[name])

    assert 1 <= len(found.returned) <= 200


PIECES = [
    b"Content-Type: ", b"multipart/report; boundary=x", b"message/delivery-status",
    b"message/feedback-report", b"\n", b"\n\n", b"--x\n", b"Final-Recipient: rfc822; ",
    b"a@b.example", b"Action: failed\n", b"Status: 5.1.1", b"=?utf-8?q?", b"\\x{110000}",
    b"Feedback-Type: ", b"b-", b"X-Failed-Recipients: ", b"charset=", b"utf-7",
    b"From: mailer-daemon@x\n", b"Subject: Undelivered\n", b"550 ", b"\xff\xfe", b"\0",
]  # fmt: skip


@settings(max_examples=examples(300), deadline=None)
@given(st.data())
def test_nothing_raises(data):
    made = data.draw(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=60))

    found = read_report(b"".join(made))

    assert found.returned


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(0, 400))
def test_what_came_back_fades_and_never_grows_by_waiting(days, later):
    day = 24 * 3600 * 1000
    moments = [1_700_000_000_000 + one * day for one in days]
    now = max(moments, default=0)

    early, late = score_of(moments, now), score_of(moments, now + later * day)

    assert late <= early <= len(days)
    assert score_of([now], now + HALVED_IN * day) == pytest.approx(0.5)
    assert is_too_much(score_of([now] * 4, now)) is not is_too_much(score_of([now] * 3, now))
