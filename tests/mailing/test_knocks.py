"""Providers tell of letters: each call is verified in its own way, kept raw, and read once."""

import base64
import hashlib
import hmac
import json

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests import make
from tests.mailing.amazon import amazon_key
from tests.mailing.readers import letter
from tests.mailing.returned import delivery, world

from veche.core.terms import SYSTEM, Role
from veche.kit.terms import Refusal
from veche.mailing import actions
from veche.mailing.models import Return, Returning, Suppression
from veche.mailing.queries import link_key
from veche.mailing.rules.knocks import amazon, sendgrid
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms import Stand
from veche.mailing.terms.returning import Call, ReturningState, What

pytestmark = pytest.mark.django_db
KEY = "key-of-the-provider"


def unisender(email, status="hard_bounced", detail="err_user_unknown", key=KEY, job="1a3Q2V-0000OZ-S0"):
    """A call as Unisender Go makes it."""
    data = {"job_id": job, "email": email, "status": status, "event_time": "2026-11-27 10:00:00",
            "delivery_info": {"delivery_status": detail, "destination_response": "550 no"}}  # fmt: skip
    event = {"event_name": "transactional_email_status", "event_data": data}
    body = json.dumps({"auth": "AUTH", "events_by_user": [{"user_id": 1, "events": [event]}]})
    signed = hashlib.md5(body.replace("AUTH", key).encode()).hexdigest()
    return body.replace("AUTH", signed).encode()


def mailgun(email, event="complained", key=KEY):
    """A call as Mailgun makes it."""
    signature = hmac.new(key.encode(), b"1700000000token", hashlib.sha256).hexdigest()
    told = {"event": event, "recipient": email, "message": {"headers": {"message-id": "1@club.example"}}}
    signed = {"timestamp": "1700000000", "token": "token", "signature": signature}
    return json.dumps({"signature": signed, "event-data": told}).encode()


def postmark(email, kind="HardBounce"):
    """A call as Postmark makes it."""
    return json.dumps({"RecordType": "Bounce", "Type": kind, "Email": email, "MessageID": "m-1",
                       "Details": "smtp;550 5.1.1 The email account does not exist"}).encode()  # fmt: skip


def grid(email, event="bounce", kind="bounce"):
    """A call as SendGrid makes it."""
    return json.dumps([{"event": event, "type": kind, "email": email, "sg_message_id": "g-1.filter",
                        "status": "5.1.1", "reason": "550 5.1.1 unknown user"}]).encode()  # fmt: skip


def brevo(email):
    """A call as Brevo makes it."""
    return json.dumps({"event": "hard_bounce", "email": email, "message-id": "<b-1@relay.example>",
                       "reason": "550 5.1.1 no such user", "X-Mailin-custom": "{}"}).encode()  # fmt: skip


def mailjet(email):
    """A call as Mailjet makes it."""
    return json.dumps([{"event": "bounce", "email": email, "MessageID": 17, "hard_bounce": True,
                        "error": "user unknown", "Payload": ""}]).encode()  # fmt: skip


def sparkpost(email):
    """A call as SparkPost makes it, after an empty one."""
    event = {"type": "bounce", "bounce_class": "10", "raw_rcpt_to": email, "transmission_id": "s-1",
             "raw_reason": "550 5.1.1 unknown", "rcpt_meta": {}}  # fmt: skip
    return json.dumps([{"msys": {}}, {"msys": {"message_event": event}}]).encode()


def resend(email):
    """A call as Resend makes it."""
    bounce = {"type": "Permanent", "subType": "General", "message": "sent a hard bounce message"}
    data = {"email_id": "r-1", "to": [f"Anna <{email}>"], "bounce": bounce}
    return json.dumps({"type": "email.bounced", "data": data}).encode()


def svix(body, key=b"secret"):
    """The headers of a call as Svix signs it."""
    made = base64.b64encode(hmac.new(key, b"msg_1.1700." + body, hashlib.sha256).digest()).decode()
    return {"svix-id": "msg_1", "svix-timestamp": "1700", "svix-signature": f"v1,eA== v1,{made}"}


def mailersend(email):
    """A call as MailerSend makes it."""
    told = {"recipient": {"email": email}, "message": {"id": "m-1"}}
    data = {"type": "hard_bounced", "email": told, "morph": {"reason": "550 5.1.1 no such user"}}
    return json.dumps({"type": "activity.hard_bounced", "data": data}).encode()


def opened(client, way, provider, key=KEY):
    """The address a provider knocks at, opened by an owner."""
    secret = actions.open_knock(way, provider, key, by=make.actor(Role.OWNER, way.community))
    return lambda body, **headers: client.post(f"/m/{secret}/", body, "application/json", headers=headers)


@pytest.mark.parametrize(("provider", "call", "stands"), [
    ("unisender_go", unisender, Stand.BOUNCED), ("mailgun", mailgun, Stand.COMPLAINED),
    ("postmark", postmark, Stand.BOUNCED), ("sendgrid", grid, Stand.BOUNCED),
    ("brevo", brevo, Stand.BOUNCED), ("mailjet", mailjet, Stand.BOUNCED),
    ("sparkpost", sparkpost, Stand.BOUNCED),
])  # fmt: skip
def test_a_verified_call_ends_letters_to_the_address_and_repeats_change_nothing(
    client, provider, call, stands
):
    home, way, sent = world()
    one = delivery(sent)
    knock = opened(client, way, provider, KEY if provider in ("unisender_go", "mailgun") else "")

    told = [knock(call(one.email)).status_code for _ in range(2)]
    actions.read_returns(in_=home, by=SYSTEM)

    one.refresh_from_db()
    assert (told, one.state) == ([200, 200], stands)
    assert Suppression.objects.get(community=home).email == one.email
    assert Returning.objects.get().state == ReturningState.TAKEN


@pytest.mark.parametrize(("provider", "key", "call", "signed"), [
    ("resend", "whsec_c2VjcmV0", resend, svix),
    ("mailersend", KEY, mailersend,
     lambda body: {"Signature": hmac.new(KEY.encode(), body, hashlib.sha256).hexdigest()}),
])  # fmt: skip
def test_a_call_whose_signature_stands_in_its_headers_is_believed_and_no_other(
    client, provider, key, call, signed
):
    home, way, sent = world()
    one = delivery(sent)
    knock = opened(client, way, provider, key)
    body = call(one.email)

    told = [
        knock(body).status_code, knock(body + b" ", **signed(body)).status_code,
        knock(body, **signed(body)).status_code,
    ]  # fmt: skip
    actions.read_returns(in_=home, by=SYSTEM)

    one.refresh_from_db()
    assert (told, one.state) == ([403, 403, 200], Stand.BOUNCED)


def test_a_signature_that_leaves_the_rest_open_is_good_for_one_call(client):
    home, way, sent = world()
    one, other = delivery(sent), delivery(sent, "petr@example.org")
    knock = opened(client, way, "mailgun")

    told = [knock(mailgun(email)).status_code for email in (one.email, other.email)]
    actions.read_returns(in_=home, by=SYSTEM)

    other.refresh_from_db()
    assert (told, other.state) == ([200, 200], Stand.SENT)


def test_a_call_is_about_the_letter_that_its_metadata_names(client):
    home, way, sent = world()
    older = delivery(sent)
    newer = delivery(letter(sent.newsletter, "Следующее"), older.email)
    knock = opened(client, way, "mailgun")
    told = json.loads(mailgun(older.email))
    told["event-data"]["user-variables"] = {"letter": f"/l/{token_of(link_key(), older.pk)}/"}

    knock(json.dumps(told).encode())
    actions.read_returns(in_=home, by=SYSTEM)

    older.refresh_from_db()
    newer.refresh_from_db()
    assert (older.state, newer.state) == (Stand.COMPLAINED, Stand.SENT)


def test_what_is_signed_wrongly_knocks_nowhere_or_is_too_long_is_not_kept(client):
    _, way, sent = world()
    knock = opened(client, way, "unisender_go")
    email = delivery(sent).email

    told = [knock(body).status_code for body in (unisender(email, key="other"), b"{", b"[" * 100_000)]
    nowhere = client.post("/m/nobody-lives-here/", b"{}", "application/json").status_code
    long = knock(b"x", content_length="99999999").status_code

    assert (told, nowhere, long) == ([403, 403, 403], 404, 413)
    assert not Returning.objects.exists()


def test_a_provider_speaks_of_letters_of_ours_alone(client):
    home, way, _ = world()
    stranger = delivery(world()[2])
    knock = opened(client, way, "postmark", "")

    knock(postmark(stranger.email))
    knock(b"no json at all")
    actions.read_returns(in_=home, by=SYSTEM)
    retried = actions.retry_returns(in_=home, by=make.actor(Role.HEAD, home))

    stranger.refresh_from_db()
    assert (stranger.state, retried, Suppression.objects.exists()) == (Stand.SENT, 1, False)
    assert Return.objects.get().counts is False


def test_an_address_is_opened_with_what_its_provider_signs_with():
    home, way, _ = world()

    with pytest.raises(Refusal):
        actions.open_knock(way, "mailgun", "", by=make.actor(Role.OWNER, home))
    with pytest.raises(Refusal):
        actions.open_knock(way, "pigeons", "", by=make.actor(Role.OWNER, home))


def test_sendgrid_signs_with_a_key_of_which_we_have_the_public_half():
    key = ec.generate_private_key(ec.SECP256R1())
    public = base64.b64encode(key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)).decode()  # fmt: skip
    body = grid("anna@example.org")
    signature = base64.b64encode(key.sign(b"1700" + body, ec.ECDSA(hashes.SHA256()))).decode()
    headers = {sendgrid.SIGNATURE: signature, sendgrid.TIMESTAMP: "1700"}

    assert sendgrid.is_genuine(Call(body, headers, public))
    assert not sendgrid.is_genuine(Call(body + b" ", headers, public))
    assert not sendgrid.is_genuine(Call(body, {}, public))


@pytest.mark.parametrize(("address", "theirs"), [
    ("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem", True),
    ("https://sns.cn-north-1.amazonaws.com.cn/a.pem", True),
    ("http://sns.eu-west-1.amazonaws.com/a.pem", False),
    ("https://sns.eu-west-1.amazonaws.com.evil.org/a.pem", False), ("https://evil.org/amazonaws.com", False),
    ("https://sns.eu-west-1.amazonaws.com@evil.org/a.pem", False),
    ("https://bucket.s3.amazonaws.com/a.pem", False),
    ("https://sns.eu-west-1.amazonaws.com:8443/a.pem", False), ("", False), ("https://[", False),
])  # fmt: skip
def test_certificates_lie_at_amazon_and_nowhere_that_looks_like_it(address, theirs):
    assert amazon.is_theirs(address) is theirs


@pytest.mark.parametrize("version", ["1", "2"])
def test_amazon_signs_what_it_tells(version):
    certificate, sign = amazon_key()
    inner = {"notificationType": "Bounce", "mail": {"messageId": "ses-1"}, "bounce": {
        "bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": [
            {"emailAddress": "anna@example.org", "diagnosticCode": "550 no such user"}]}}  # fmt: skip
    message = {"Type": "Notification", "MessageId": "1", "TopicArn": "arn:aws:sns:eu-west-1:1:t",
               "Message": json.dumps(inner), "Timestamp": "2026-11-27T10:00:00Z",
               "SignatureVersion": version}  # fmt: skip
    signed = Call(json.dumps(message | {"Signature": sign(message, version)}).encode(), {}, "")
    changed = Call(signed.body.replace(b"anna@", b"petr@"), {}, "")

    [told] = amazon.told_by(signed)

    assert amazon.is_signed(signed, certificate)
    assert not amazon.is_signed(signed, certificate, topic="arn:aws:sns:eu-west-1:1:other")
    assert not amazon.is_signed(changed, certificate)
    assert (told.returned.what, told.foreign_ids) == (What.HARD, ("ses-1",))


def test_what_amazon_did_not_sign_changes_nothing(client):
    home, way, sent = world()
    one = delivery(sent, foreign_id="ses-1")
    knock = opened(client, way, "ses", "")
    inner = {"notificationType": "Complaint", "mail": {"messageId": "ses-1"},
             "complaint": {"complainedRecipients": [{"emailAddress": one.email}]}}  # fmt: skip

    knock(json.dumps({"Type": "Notification", "Message": json.dumps(inner), "Signature": "eA==",
                      "SigningCertURL": "https://evil.org/a.pem"}).encode())  # fmt: skip
    actions.read_returns(in_=home, by=SYSTEM)

    one.refresh_from_db()
    assert (one.state, Returning.objects.get().state) == (Stand.SENT, ReturningState.DOUBTFUL)
    assert not Suppression.objects.exists()
