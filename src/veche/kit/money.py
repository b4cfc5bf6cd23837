"""Money as whole minor units (kopecks, cents) with an ISO 4217 currency."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# ISO 4217: currencies whose minor unit is not a hundredth.
EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "TND": 3}
SIGNS = {"₽": "RUB", "руб": "RUB", "р.": "RUB", "$": "USD", "€": "EUR", "£": "GBP", "₸": "KZT",
         "₴": "UAH", "₾": "GEL", "֏": "AMD", "₺": "TRY", "₼": "AZN"}  # fmt: skip
LARGEST = 10**15
_NUMBER = re.compile(r"[-−–]?\d[\d\s.,'’]*")
_CODE = re.compile(r"\b[A-Z]{3}\b")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of a currency."""

    amount: int
    currency: str

    def as_decimal(self) -> Decimal:
        """Answer the amount in major units."""
        return Decimal(self.amount).scaleb(-EXPONENTS.get(self.currency, 2))


def read_money(text: str, currency: str) -> Money | None:
    """Read «1 234,50 ₽» or «$1,234.50»; the given currency stands where none is written.

    Answers nothing for a text that is no amount or one beyond 10^15 minor units.
    """
    found = _NUMBER.search(text)
    if not found:
        return None
    unit = _currency_in(text) or currency
    try:
        value = Decimal(_plain(found.group()))
        minor = int(value.scaleb(EXPONENTS.get(unit, 2)).to_integral_value())
    except (InvalidOperation, ValueError, OverflowError):
        return None
    return Money(minor, unit) if abs(minor) <= LARGEST else None


def _currency_in(text: str) -> str:
    for sign, code in SIGNS.items():
        if sign in text.lower():
            return code
    found = _CODE.search(text)
    return found.group() if found else ""


def _plain(number: str) -> str:
    """Turn any grouping into digits with one dot: the last separator is the decimal one."""
    digits = re.sub(r"[\s'’]", "", number).replace("−", "-").replace("–", "-").rstrip(".,")
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    whole, part = digits[:last], digits[last + 1 :]
    alone = digits.count(".") + digits.count(",") == 1
    grouping = len(part) == 3 and (not alone or (len(whole.lstrip("-")) <= 3 and digits[last] == ","))
    whole = whole.replace(".", "").replace(",", "")
    mixed = "." in number and "," in number
    return whole + part if grouping and not mixed else f"{whole}.{part}"


def currency_number(code: str) -> int:
    """Answer a currency's three letters as a number; 0 for none, so that it is a small column."""
    if len(code) != 3 or not (code.isascii() and code.isupper() and code.isalpha()):
        return 0
    number = 0
    for letter in code:
        number = number * 26 + ord(letter) - ord("A")
    return number + 1
