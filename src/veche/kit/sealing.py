"""Sealing: secrets at rest, encrypted with a key that is not in the database."""

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from veche.kit.terms import N_, Reason, Refusal

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


def seal(secret: str) -> str:
    """Encrypt a text for the database (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _lock(settings.SECRET_KEY).encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt what `seal` made; refuses what was changed or made with another key."""
    from cryptography.fernet import InvalidToken

    try:
        return _lock(settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        text = N_("A stored secret cannot be read: the signing key is not the one it was written with.")
        raise Refusal(Reason(text)) from error


@lru_cache(maxsize=4)
def _lock(key: str) -> "Fernet":
    """Derive the key of seals, so that it is not the one signatures are made with."""
    from cryptography.fernet import Fernet

    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"veche.kit.sealing" + key.encode()).digest()))
