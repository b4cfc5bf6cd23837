"""Amazon SNS as it signs what it tells: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html."""

import base64
import datetime as dt
from collections.abc import Callable, Mapping

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

NAMES = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type",
    ),
}  # fmt: skip
Sign = Callable[[Mapping[str, str], str], str]


def amazon_key() -> tuple[bytes, Sign]:
    """A certificate as PEM, and what signs a message with its key by a version of the scheme."""
    key = rsa.generate_private_key(65_537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(day).not_valid_after(day + dt.timedelta(9999))

    def sign(message: Mapping[str, str], version: str) -> str:
        names = [name for name in NAMES[message["Type"]] if name in message]
        text = "".join(f"{name}\n{message[name]}\n" for name in names).encode()
        kind = hashes.SHA256() if version == "2" else hashes.SHA1()
        return base64.b64encode(key.sign(text, padding.PKCS1v15(), kind)).decode()

    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), sign
