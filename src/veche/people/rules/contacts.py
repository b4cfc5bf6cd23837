"""Contacts: an address or a number somebody typed, in the one spelling it is kept under."""

import re

_ADDRESS = re.compile(r"[^@\s,;<>\"'()]{1,64}@[^@\s,;<>\"'()]+\.[^@\s,;<>\"'().]{2,24}")


def email_of(text: str) -> str:
    """Answer the e-mail address in a text, or an empty one where there is no valid one."""
    found = text.strip().removeprefix("mailto:").strip("<>").lower()
    return found if _ADDRESS.fullmatch(found) and len(found) <= 250 else ""


def phone_of(text: str, country: str) -> str:
    """Answer a phone number in E.164, read by the rules of the country; empty where it is none."""
    import phonenumbers  # holds five megabytes: only for whoever reads a number

    digits = re.sub(r"\D", "", text)
    if country in {"RU", "KZ"} and len(digits) == 11 and digits[0] == "8":
        text = "+7" + digits[1:]
    for attempt in (text, f"+{digits}"):
        try:
            number = phonenumbers.parse(attempt, country or None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return ""
