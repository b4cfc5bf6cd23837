"""What a secret in a link is kept as."""

import hashlib


def digest_of(secret: str) -> str:
    """Answer the digest that is kept of a secret; the secret itself is with its guest alone."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def facts_digest(*facts: object) -> str:
    """Answer sixteen letters that are others once any of the facts is another."""
    return hashlib.sha256("\n".join(map(str, facts)).encode()).hexdigest()[:16]
