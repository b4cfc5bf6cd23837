"""Amazon SES through SNS: https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html.

A notification is signed with a key whose certificate lies at an address within it: only one below
`sns.<region>.amazonaws.com` may be asked, and only over the guarded door.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from typing import Any
from urllib.parse import urlsplit

from veche.mailing.rules.reports.notices import returned_of
from veche.mailing.rules.reports.shapes import at, dicts_at, json_of, text_at
from veche.mailing.terms.returning import Call, Told

HOSTS = (".amazonaws.com", ".amazonaws.com.cn")
_HOST = re.compile(r"sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?")
NOTIFICATION, CONFIRMATION = "Notification", "SubscriptionConfirmation"
_SIGNED = {
    NOTIFICATION: ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    CONFIRMATION: ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
}


def is_theirs(address: str) -> bool:
    """Tell whether an address over HTTPS is one of SNS, and nothing that looks like it."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = parts.scheme == "https" and not parts.username and not parts.password and port in (None, 443)
    return plain and bool(_HOST.fullmatch(parts.hostname or ""))


def certificate_address(call: Call) -> str:
    """Answer where the certificate of a call lies; raises `ValueError` where that is not at SNS."""
    address = text_at(json_of(call.body), "SigningCertURL", longest=1_000)
    if not is_theirs(address) or not urlsplit(address).path.endswith(".pem"):
        raise ValueError("the certificate does not lie at SNS")
    return address


def is_signed(call: Call, certificate: bytes, topic: str = "") -> bool:
    """Tell whether the key of a certificate signed a call, and it is of the topic agreed on."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import SHA1, SHA256
    from cryptography.x509 import load_pem_x509_certificate

    message = json_of(call.body)
    if topic and text_at(message, "TopicArn") != topic:
        return False
    try:
        key = load_pem_x509_certificate(certificate).public_key()
        signature = b64decode(text_at(message, "Signature", longest=4_000), validate=True)
    except (ValueError, binascii.Error):
        return False
    # Version 1 of the scheme signs a SHA-1: Amazon's choice, not ours.
    kind = SHA256() if text_at(message, "SignatureVersion") == "2" else SHA1()  # noqa: S303
    try:
        if not isinstance(key, RSAPublicKey):
            return False
        key.verify(signature, _to_sign(message), PKCS1v15(), kind)
    except InvalidSignature:
        return False
    return True


def _to_sign(message: Any) -> bytes:
    names = _SIGNED.get(text_at(message, "Type"), _SIGNED[CONFIRMATION])
    return "".join(
        f"{name}\n{message[name]}\n" for name in names if isinstance(at(message, name), str)
    ).encode()


def confirmation_in(call: Call) -> str:
    """Answer the address that says yes to a subscription, or nothing where it is no question of that."""
    message = json_of(call.body)
    address = text_at(message, "SubscribeURL", longest=2_000)
    return address if text_at(message, "Type") == CONFIRMATION and is_theirs(address) else ""


def told_by(call: Call) -> list[Told]:
    """Answer what a notification tells of its recipients."""
    outer = json_of(call.body)
    inner = outer
    if text_at(outer, "Type") == NOTIFICATION:
        message = at(outer, "Message")
        inner = json_of(message) if isinstance(message, str) else message
    ids = tuple(
        filter(
            None, (text_at(inner, "mail", "messageId"), text_at(inner, "mail", "commonHeaders", "messageId"))
        )
    )
    marks = (text_at(inner, "mail", "source"), *(
        text_at(header, "value") for header in dicts_at(inner, "mail", "headers")
        if text_at(header, "name").lower() in ("return-path", "list-unsubscribe", "x-letter")
    ))  # fmt: skip
    return [Told(returned, ids, marks) for returned in returned_of(inner)]
