"""Masking: secrets that people write into chats are blotted out before anything is kept."""

import re

BLOT = "█████"
# Every secret holds one of these: a quick look at signs, then a closer one, spare most words the rest.
# Plain signs and dashes apart: a set of plain ones alone is searched twice as fast.
_SIGN = re.compile(r"[=:/_0-9-]")
_HINT = re.compile(r"[=:/_\u2013\u2014-]|\d{4}|AKIA|AIza|eyJ")
_NAMES = (
    r"(?:access_?token|refresh_?token|auth_?token|token|api_?key|key|secret|client_secret|password|passwd"
    r"|pass|pwd|passcode|auth|authkey|signature|sig|session|sessionid|code|tk)"
)
# Each pattern with the signs it cannot do without: looking for those is cheap.
_GUARDED: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    # https://host/path?token=…  and  #access_token=…
    (("=",), re.compile(rf"(?<=[?&#;])({_NAMES}=)[^\s&#;<>\"'|)\]█]{{4,}}", re.IGNORECASE)),
    # https://name:password@host
    (("@",), re.compile(r"(://[^\s/:@]+:)[^\s/@█]{1,100}(?=@)")),
    # links that let anybody into a closed chat
    (
        ("joinchat", "me/+", "whatsapp.com", "shared_invite"),
        re.compile(r"(\.me/(?:joinchat/|\+)|chat\.whatsapp\.com/|/shared_invite/)[\w~-]{8,}", re.IGNORECASE),
    ),
    # «Passcode: 123456», «Пароль – qwerty», «meeting password is hunter2»
    (
        ("pass", "pwd", "парол", "доступа", "key"),
        re.compile(
            r"(\b(?:passcode|password|passwd|pwd|парол[ья]|код(?:ом)? доступа|api[ _-]?key|secret key)\b"
            r"(?:\s+(?:is|for\s+\w+))?\s*[:=–—-]\s*)[^\s,;<>█]{4,100}",
            re.IGNORECASE,
        ),
    ),
    # shapes that only a secret has
    (("gh", "glpat"), re.compile(r"()\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})")),
    (("xox",), re.compile(r"()\bxox[abeprs]-[\w-]{10,}")),
    (("sk", "rk_"), re.compile(r"()\b(?:sk-[\w-]{20,}|[sr]k_live_\w{16,})")),
    (("akia", "aiza"), re.compile(r"()\b(?:AKIA[0-9A-Z]{16}|AIza[\w-]{30,})")),
    ((":aa",), re.compile(r"()\b\d{8,10}:AA[\w-]{32,}")),
    (("eyj",), re.compile(r"()\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}")),
    (
        ("-----begin",),
        re.compile(
            r"()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]{0,10000}?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"
        ),
    ),
)
# Every sign with the place of its pattern.
_SIGNS = tuple((sign, place) for place, (signs, _) in enumerate(_GUARDED) for sign in signs)
_CARD = re.compile(r"(?<![\w-])[2-6]\d{3}(?:([ -]?)\d{4})(?:\1\d{4})(?:\1\d{1,7})(?![\w-])")


def mask_secrets(words: str) -> tuple[str, int]:
    """Answer the words with tokens, passwords and card numbers blotted out, and how many there were."""
    if _SIGN.search(words) is None and not _has_rare_sign(words):
        return words, 0
    if _HINT.search(words) is None:
        return words, 0
    count, lowered = 0, words.lower()
    for place in sorted({place for sign, place in _SIGNS if sign in lowered}):
        words, found = _GUARDED[place][1].subn(rf"\g<1>{BLOT}", words)
        count += found
    cards = [found for found in _CARD.finditer(words) if _is_card(found.group())]
    for card in reversed(cards):
        words = words[: card.start()] + BLOT + words[card.end() :]
    return words, count + len(cards)


def _has_rare_sign(words: str) -> bool:
    return "AKIA" in words or "AIza" in words or "eyJ" in words or "\u2013" in words or "\u2014" in words


def _is_card(text: str) -> bool:
    """Check length and the Luhn digit (ISO/IEC 7812-1), so that order numbers stay."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if not 13 <= len(digits) <= 19:
        return False
    doubled = [sum(divmod(2 * d, 10)) if place % 2 else d for place, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
