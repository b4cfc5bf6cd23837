"""Contacts: an address somebody typed, in the one spelling it is kept under."""

import re

_ADDRESS = re.compile(r"[^@\s,;<>\"'()]{1,64}@[^@\s,;<>\"'()]+\.[^@\s,;<>\"'().]{2,24}")


def email_of(text: str) -> str:
    """Answer the e-mail address in a text, or an empty one where there is no valid one."""
    found = text.strip().removeprefix("mailto:").strip("<>").lower()
    return found if _ADDRESS.fullmatch(found) and len(found) <= 250 else ""
