"""What servers write, in any tongue and order: why they said no, and which of their lines is believed."""

import json

import pytest
from tests.mailing.returned import report

from veche.mailing.rules.reports import judged, read_report
from veche.mailing.terms.returning import Cause, Trust, What

HARD, SOFT, BLOCKED, DELAYED = What.HARD, What.SOFT, What.BLOCKED, What.DELAYED


@pytest.mark.parametrize(("said", "what", "cause"), [
    ("550 L'adresse de ce destinataire n'existe pas", HARD, Cause.UNKNOWN_USER),
    ("550 Użytkownik nie został znaleziony", HARD, Cause.UNKNOWN_USER),
    ("550 Não foi possível entregar: o endereço não existe", HARD, Cause.UNKNOWN_USER),
    ("550 Der Empfänger ist hier unbekannt", HARD, Cause.UNKNOWN_USER),
    ("550 Скриньку не знайдено", HARD, Cause.UNKNOWN_USER),
    ("550 收件人地址不存在", HARD, Cause.UNKNOWN_USER),
    ("552 Das Postfach des Empfängers ist voll", SOFT, Cause.FULL),
    ("552 La casella è piena", SOFT, Cause.FULL),
    ("550 Cuenta de usuario suspendida", SOFT, Cause.DISABLED),
    ("554 Su servidor está en una lista negra", BLOCKED, Cause.POLICY),
    ("450 Postfach vorübergehend unbekannt", SOFT, Cause.UNKNOWN_USER),
    ("Нам не удалось найти указанный адрес", HARD, Cause.UNKNOWN_USER),
    ("Nous n’avons pas trouvé l’adresse que vous avez entrée", HARD, Cause.UNKNOWN_USER),
    ("Nie można odnaleźć adresu e-mail odbiorcy", HARD, Cause.UNKNOWN_USER),
])  # fmt: skip
def test_tongues_are_understood_by_what_stands_near_what(said, what, cause):
    assert judged(said)[:2] == (what, cause)


@pytest.mark.parametrize(("said", "what", "cause"), [
    ("550 5.1.1 Adresse d au moins un destinataire invalide. OFR_416 [416]", HARD, Cause.UNKNOWN_USER),
    ("550 5.2.0 Mail rejected. OFR_417 [417]", SOFT, Cause.FULL),
    ("220-laposte 421 4.2.1 Service refuse. Please try later. LPN006_107", BLOCKED, Cause.POLICY),
    ("554 imp cox.net 203.0.113.1 blocked. Refer to Error Codes: AUP#CXBL", BLOCKED, Cause.POLICY),
    ("550 Mail rejected. AUP#CXMXRT", BLOCKED, Cause.RATE),
    ("550 5.7.1 Unfortunately, messages from [203.0.113.1] weren't sent (S3140)", BLOCKED, Cause.POLICY),
    ("554 RBL Reject. IB504", BLOCKED, Cause.RATE),
])  # fmt: skip
def test_codes_of_large_servers_say_more_than_what_stands_beside_them(said, what, cause):
    assert judged(said)[:2] == (what, cause)


@pytest.mark.parametrize(("said", "what", "cause"), [
    # An answer of many lines is one sentence.
    ("550-5.1.1 The email account that you tried 550-5.1.1 to reach does not 550 5.1.1 exist", HARD,
     Cause.UNKNOWN_USER),
    # Before the recipient was named, a refusal is about us; behind the letter, about what is in it.
    ("host a.example said: 554 No thanks (in reply to EHLO command)", BLOCKED, Cause.POLICY),
    ("host a.example said: 554 5.0.0 No thanks (in reply to end of DATA command)", BLOCKED, Cause.CONTENT),
    ("host a.example said: 450 Later (in reply to end of DATA command)", SOFT, Cause.REFUSED),
    # It is our address that does not exist.
    ("550 Unknown user (in reply to MAIL FROM command)", BLOCKED, Cause.SENDER),
    ("550-Verification failed for <b-x@club.example> 550-No such user here 550 Sender verify failed", BLOCKED,
     Cause.SENDER),
    ("SMTP error after initial connection: 550 mailbox unavailable", BLOCKED, Cause.SENDER),
    ("delivery temporarily suspended: host a.example refused to talk to me: 554 Go", BLOCKED, Cause.POLICY),
    ("521 HELO from sender a.example does not map to an address", BLOCKED, Cause.SENDER),
    ("host a.example refused to talk to me: 521 a.example does not accept mail", HARD, Cause.NO_MAIL),
    # What is wrong with a letter or an answer for now is no judgement.
    ("451 4.6.0 Alias expansion error", SOFT, Cause.SYSTEM),
    ("550-5.7.25 The sending IP has no PTR record. Gmail does not accept messages 550-5.7.25 from such IPs",
     BLOCKED, Cause.POLICY),
    # Words of one thing among words of another.
    ("554 5.7.1 Unauthorized sender: anna@club.example is not allowed to send", BLOCKED, Cause.SENDER),
    ("550 5.2.1 The user you are trying to contact is receiving mail too quickly", BLOCKED, Cause.RATE),
    ("521 5.0.0 Service unavailable", HARD, Cause.NO_MAIL),
    ("554 Denied. See https://support.example/why", BLOCKED, Cause.POLICY),
    # Who names what is ours means us.
    ("550 ip in prison", BLOCKED, Cause.POLICY), ("550 Your HELO name is odd", BLOCKED, Cause.SENDER),
])  # fmt: skip
def test_whom_a_refusal_is_about_shows_in_when_it_was_said(said, what, cause):
    assert judged(said)[:2] == (what, cause)


def words(text: str, subject: str = "Undelivered Mail Returned to Sender") -> bytes:
    """A report for people only."""
    return f"From: MAILER-DAEMON@mx.example.org\nSubject: {subject}\n\n{text}".encode()


@pytest.mark.parametrize(("said", "beside", "what", "cause"), [
    # The step of the conversation stands in the words for people only.
    ("553 5.0.0 No such domain", "<anna@example.org>: host a.example said: 553 5.0.0 No such domain (in\n"
     "    reply to MAIL FROM command)", BLOCKED, Cause.SENDER),
    # «250 OK» is no reason to refuse.
    ("250 OK", "   ----- Transcript of session follows -----\n>>> RCPT To:<anna@example.org>\n"
     "<<< 553 This account is currently disabled", SOFT, Cause.DISABLED),
    # What is said of somebody else is not said of this recipient.
    ("", "<boris@example.net>: 550 User unknown", SOFT, Cause.REFUSED),
])  # fmt: skip
def test_what_people_are_told_counts_for_whom_it_is_about(said, beside, what, cause):
    [one] = read_report(report("anna@example.org", status="5.0.0", said=said, text=beside)).returned

    assert (one.what, one.cause) == (what, cause)


@pytest.mark.parametrize(("text", "what", "cause"), [
    # Sendmail sums up what was said to it, and then goes on.
    ("   ----- The following addresses had permanent fatal errors -----\n<anna@example.org>\n"
     "    (reason: 552 5.2.2 Over quota)\n\n   ----- Transcript of session follows -----\n>>> DATA\n"
     "<<< 552 5.2.2 Over quota\n<<< 503 5.5.1 Need RCPT (recipient)\n"
     "550 5.1.1 <anna@example.org>... User unknown\n", SOFT, Cause.FULL),
    # A foot says nothing.
    ("<anna@example.org>: 550 5.1.1 No mailbox here\n\n" + "_" * 40 + "\nThis letter was scanned for"
     " viruses and spam.\n", HARD, Cause.UNKNOWN_USER),
    # A broken line is one; the address within it is nobody's next.
    ("<anna@example.org>: host mx.example.org said: 550 5.7.1\n    <ours@club.example>: Sender address"
     " rejected: spf fail (in reply\n    to RCPT TO command)\n", BLOCKED, Cause.SENDER),
    ("Your message to anna@example.org was not delivered: connection timed out.\nWill retry for 4 days.\n",
     DELAYED, Cause.EXPIRED),
])  # fmt: skip
def test_of_many_lines_the_one_that_knows_is_believed(text, what, cause):
    [one] = read_report(words(text)).returned

    assert (one.what, one.cause, one.address) == (what, cause, "anna@example.org")


@pytest.mark.parametrize(("subject", "text", "what"), [
    ("Mensaje no entregado", "No ha sido entregado a:\n\nanna@example.org\nEl usuario no existe.", HARD),
    ("Mensagem devolvida", "Não pôde ser entregue a\n<anna@example.org>\nCaixa postal cheia", SOFT),
    ("Лист не доставлено", "Лист для anna@example.org не доставлено: користувача не знайдено", HARD),
    ("系统退信", "退信原因：收件人邮件地址：anna@example.org 不存在", HARD),
    ("Verzögerte Zustellung", "An anna@example.org konnte noch nicht zugestellt werden.", DELAYED),
    ("Remise retardée : Bonjour", "La remise à anna@example.org est retardée.", DELAYED),
])  # fmt: skip
def test_a_report_in_words_of_any_tongue_is_one(subject, text, what):
    [one] = read_report(words(text, subject)).returned

    assert (one.what, one.address) == (what, "anna@example.org")


def test_one_reason_is_given_for_all_who_are_named():
    text = (
        "The following could not be reached:\n\nanna@example.org\nboris@example.org\n\nReason: mailbox full\n"
    )

    read = read_report(words(text)).returned

    assert {(one.address, one.cause) for one in read} == {
        ("anna@example.org", Cause.FULL), ("boris@example.org", Cause.FULL)}  # fmt: skip


def test_a_mailing_list_that_takes_no_letter_of_ours_is_no_fault_of_its_address():
    raw = (
        b"From: neko-admin@example.org\nSubject: You are not member (neko ML)\nX-MLServer: fml\n\n"
        b"Sorry, you are not a member of this list: neko@example.org\n\nOriginal mail as follows:\n\n"
        b"   Subject: 550 user unknown\n"
    )

    [one] = read_report(raw).returned

    assert (one.what, one.cause) == (BLOCKED, Cause.SENDER)


@pytest.mark.parametrize(("status", "said", "what"), [
    ("5.1.1", "", HARD), ("5.2.2", "550 Rejected", SOFT), ("5.0.0", "550 No such user here", HARD),
    ("5.1.1", "550 5.7.26 Unauthenticated mail is not accepted", BLOCKED),
    ("4.4.1", "connect to mx.example.org: Connection timed out", SOFT),
    ("5.1.1", "552 5.2.2 Mailbox full", SOFT),
])  # fmt: skip
def test_words_a_status_and_a_code_are_weighed(status, said, what):
    [one] = read_report(report("anna@example.org", status=status, said=said)).returned

    assert one.what is what


def notice(kind: str, **more: object) -> str:
    """What Amazon SES tells of a letter."""
    return json.dumps({"notificationType": kind, "mail": {"source": "b-x@returns.club.example"}} | more)


BOUNCED = notice("Bounce", bounce={
    "bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": [
        {"emailAddress": "anna@example.org", "status": "5.1.1",
         "diagnosticCode": "smtp; 550 5.1.1 user unknown"}]})  # fmt: skip


@pytest.mark.parametrize("text", [
    BOUNCED, json.dumps({"Type": "Notification", "Message": BOUNCED}), BOUNCED + "\n\n--\nUnsubscribe: …",
])  # fmt: skip
def test_a_notice_of_amazon_by_mail_is_read_and_trusted_like_any_words(text):
    [one] = read_report(f"From: no-reply@sns.amazonaws.example\nSubject: x\n\n{text}".encode()).returned

    assert (one.what, one.cause, one.address) == (HARD, Cause.UNKNOWN_USER, "anna@example.org")
    assert one.trust is Trust.WORDS


@pytest.mark.parametrize("text", [
    '{"notificationType"' + "[" * 500_000, '{"notificationType": "Bounce", "bounce": 1}',
    '"notificationType"',
    '{"notificationType": ["Bounce"], "Message": {"Message": [1]}}',
])  # fmt: skip
def test_a_notice_that_is_none_is_no_report(text):
    [one] = read_report(f"Subject: x\n\n{text}".encode()).returned

    assert one.what is What.NOT_A_REPORT


@pytest.mark.parametrize("word", [
    "пользователь ", "mailbox ", "compte bo", "550 550-5.1.1 ", "<<< 550\n", "(reason: 550 ", ">>> data ",
    "<a@b.example>: 550\n    ", "this message and any ", "_" * 7 + " ", "not ", "domain does not ",
    "4 5.1.1 ", "aup# ", "in reply to ", "quota quota\n", "<a@b.example> 550 a:\n  b\n",
    "550-a\n550 b\n", "while talking to ", "helo ", "sender has ", "<a@b.example>: ",
])  # fmt: skip
def test_a_word_said_endlessly_does_not_last(word):
    raw = words("<a@b.example>: 550 5.0.0 " + word * (1_000_000 // len(word)))

    assert read_report(raw).returned
    assert judged(word * 10_000)


def test_very_many_recipients_with_much_said_do_not_last():
    text = b"".join(b"550 5.0.0 x%d mailbox domain user address quota\n" % n for n in range(200))
    each = (
        b"Final-Recipient: rfc822; a%d@b.example\nAction: failed\nDiagnostic-Code: smtp; " + b"mailbox " * 150
    )
    raw = (
        b"From: mailer-daemon@x\nContent-Type: multipart/report; boundary=x\n\n--x\n\n" + text
        + b"\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n"
        + b"".join(each % n + b"\n\n" for n in range(100)) + b"--x--\n"
    )  # fmt: skip

    assert len(read_report(raw).returned) > 50
