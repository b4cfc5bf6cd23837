"""Signing letters (DKIM, RFC 6376; Ed25519: RFC 8463): relaxed/relaxed, the heavy part by `cryptography`.

A library that parses each letter anew costs more than the whole rest of the sending; here a letter's head
is walked through once. What is signed twice («oversigned», 8.15) cannot be added by others on the way.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from veche.kit.terms import N_, Reason, Refusal

RSA, ED25519 = "rsa", "ed25519"
RSA_BITS = 2048
# RFC 8058 wants its two headers within the signature, and so stand those of RFC 2369; From once more than
# it is there.
SIGNED = (
    b"from", b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"mime-version",
    b"content-type", b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"list-help", b"list-post",
    b"list-subscribe", b"list-archive", b"feedback-id",
)  # fmt: skip
BAD_SELECTOR = N_("A selector is made of letters, digits and hyphens.")
_SPACES = re.compile(rb"[ \t]+")
_LINE_END = re.compile(rb"[ \t]+\r\n")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:((?:[^\r]|\r\n[ \t])*)\r\n")
_SELECTOR = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


class Signer(NamedTuple):
    """Who signs: the domain, the selector of its key, and the key."""

    domain: str
    selector: str
    algorithm: str
    sign: Callable[[bytes], bytes]

    def signed(self, letter: bytes) -> bytes:
        """Answer a letter with its signature above it."""
        head, _, body = letter.partition(b"\r\n\r\n")
        return self._header(head + b"\r\n", body) + letter

    def _header(self, head: bytes, body: bytes) -> bytes:
        found: dict[bytes, list[bytes]] = {}
        for name, value in _FIELD.findall(head):
            found.setdefault(name.lower(), []).append(_relaxed_value(value))
        lines, names = [], []
        for name in SIGNED:
            values = found.get(name)
            if values:
                lines.append(name + b":" + values.pop())
            elif name not in found:
                continue
            names.append(name)
        digest = base64.b64encode(hashlib.sha256(relaxed_body(body)).digest())
        own = (
            f"v=1; a={self.algorithm}-sha256; c=relaxed/relaxed; d={self.domain}; s={self.selector};\r\n "
            f"h={':'.join(name.decode() for name in names)};\r\n bh={digest.decode()};\r\n b="
        ).encode()
        text = b"\r\n".join((*lines, b"dkim-signature:" + _relaxed_value(own)))
        signature = base64.b64encode(self.sign(text)).decode()
        folded = "\r\n ".join(signature[at : at + 72] for at in range(0, len(signature), 72))
        return b"DKIM-Signature: " + own + folded.encode() + b"\r\n"


def relaxed_body(body: bytes) -> bytes:
    """Answer a body as RFC 6376 (3.4.4) sees it: white space at ends gone, runs of it one space."""
    if b" \r\n" in body or b"\t\r\n" in body:
        body = _LINE_END.sub(b"\r\n", body)
    if b"  " in body or b"\t" in body:
        body = _SPACES.sub(b" ", body)
    while body.endswith(b"\r\n\r\n"):
        body = body[:-2]
    return b"" if body == b"\r\n" else body


def _relaxed_value(value: bytes) -> bytes:
    return _SPACES.sub(b" ", value.replace(b"\r\n", b"")).strip()


def new_key(kind: str = RSA) -> str:
    """Answer a new private key as PEM (PKCS 8)."""
    from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key: Any = (
        ed25519.Ed25519PrivateKey.generate()
        if kind == ED25519
        else rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    )
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()  # type: ignore[no-any-return]


def record_of(pem: str) -> str:
    """Answer the DNS record (TXT) of a key's public half."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key: Any = _loaded(pem)
    if isinstance(key, Ed25519PrivateKey):
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return f"v=DKIM1; k=ed25519; p={base64.b64encode(public).decode()}"
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def signer_of(domain: str, selector: str, pem: str) -> Signer:
    """Answer who signs with a key for a domain."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    key: Any = _loaded(pem)
    if isinstance(key, Ed25519PrivateKey):
        return Signer(domain, selector, ED25519, lambda text: key.sign(hashlib.sha256(text).digest()))
    padding, digest = PKCS1v15(), SHA256()
    return Signer(domain, selector, RSA, lambda text: key.sign(text, padding, digest))


def check_selector(selector: str) -> None:
    """Refuse what cannot stand in a name of the DNS."""
    if not _SELECTOR.fullmatch(selector):
        raise Refusal(Reason(BAD_SELECTOR, field="dkim_selector"))


@lru_cache(maxsize=16)
def _loaded(pem: str) -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    return load_pem_private_key(pem.encode(), None)
