"""What somebody filled in who registers: read into a wish, with everything wrong at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from veche.events.terms import AGE_GROUPS, DIETS, GuestState, QuestionKind
from veche.events.terms.registering import LONGEST_ANSWER, LONGEST_LINE, Asked, Mate, Sale, Wish
from veche.kit.terms import N_, Reason
from veche.kit.text import clean, clean_name

Told = Mapping[str, Sequence[str]]
NO_NAME = N_("Write your name.")
NO_EMAIL = N_("This is no e-mail address.")
NO_PHONE = N_("This is no phone number.")
NO_TICKET = N_("Choose a ticket.")
NOT_SOLD = N_("This ticket cannot be had now.")
NO_ANSWER = N_("Answer this, please.")
NO_OPTION = N_("Choose one of the answers.")
NO_NUMBER = N_("Write a number.")
NO_DAY = N_("Write a day, such as 2026-05-31.")
NO_CONSENT = N_("Without your consent we cannot take the registration.")
NO_DIET_CONSENT = N_("Agree below that we keep what you wrote about food, or leave it out.")
WRONG_SEATS = N_("Between 1 and {most} people can come with one registration.")
YES, NO = "yes", "no"
# As whoever makes a form may write them.
_SAID = {YES: ("yes", "да"), NO: ("no", "нет")}
LONGEST_GREETED = 60
_NO_NAME = re.compile(r"[/@:\\<>\d]|www|\w\.\w\w")


def read_wish(
    told: Told, sale: Sale, *, email: str, phone: str, state: GuestState
) -> tuple[Wish, list[Reason]]:
    """Read a form that was filled in; answers what is wished for and everything that is wrong with it.

    `email` and `phone` are what was written, in their one spelling, or empty where it is none. Who only
    declines or is interested leaves a name and an address, and is asked nothing else.
    """
    reasons: list[Reason] = []
    name = clean_name(_one(told, "name"))
    reasons += [] if name else [Reason(NO_NAME, field="name")]
    reasons += [] if email else [Reason(NO_EMAIL, field="email")]
    if _one(told, "phone").strip() and not phone:
        reasons.append(Reason(NO_PHONE, field="phone"))
    if state in {GuestState.DECLINED, GuestState.INTERESTED}:
        return Wish(name, email, phone), reasons
    mates, faults = read_party(told, sale, name)
    answers, wrong = read_answers(told, sale.questions)
    ticket, refused = _ticket(told, sale)
    agrees = _one(told, "diet_consent") == "on"
    wish = Wish(name, email, phone, mates, ticket, _one(told, "code").strip()[:40], answers, agrees)
    return wish, [*reasons, *refused, *faults, *wrong]


def is_enough(name: str, email: str, phone: str, sale: Sale) -> bool:
    """Tell whether somebody could register for one seat with these alone: there is nothing to choose."""
    told = {"name": [name], "phone": [phone]}
    return not read_wish(told, sale, email=email, phone=phone, state=GuestState.GOING)[1]


def read_party(told: Told, sale: Sale, name: str) -> tuple[tuple[Mate, ...], list[Reason]]:
    """Read who comes along: the first is who registers; answers the seats, and what is wrong."""
    wanted = _one(told, "seats").strip() or "1"
    most = max(1, sale.most_seats)
    reasons = []
    seats = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 0
    if not 1 <= seats <= most:
        reasons.append(Reason(WRONG_SEATS, field="seats", values={"most": most}))
        seats = 1
    mates = tuple(_mate(told, number, name, sale.asks_diets) for number in range(1, seats + 1))
    if any(mate.eats_otherwise for mate in mates) and _one(told, "diet_consent") != "on":
        reasons.append(Reason(NO_DIET_CONSENT, field="diet_consent"))
    return mates, reasons


def read_answers(told: Told, questions: Sequence[Asked]) -> tuple[dict[str, Any], list[Reason]]:
    """Read the answers to an event's own questions; those whose condition is not met are not asked."""
    answers: dict[str, Any] = {}
    # Consents that were not given, which other questions may hang on.
    withheld: dict[str, Any] = {}
    reasons: list[Reason] = []
    for asked in questions:
        if not is_asked(asked, withheld | answers):
            continue
        given = [clean(text, LONGEST_ANSWER).strip() for text in told.get(f"q_{asked.pk}", ())][:50]
        given = [text for text in given if text]
        fault = _fault(asked, given)
        if fault:
            reasons.append(Reason(fault, field=f"q_{asked.pk}"))
        elif given:
            answers[str(asked.pk)] = _answer(asked, given)
        elif asked.kind == QuestionKind.CONSENT:
            withheld[str(asked.pk)] = NO
    return answers, reasons


def is_asked(asked: Asked, answers: Mapping[str, Any]) -> bool:
    """Tell whether a question is asked, given the answers before it."""
    if asked.shown_if is None:
        return True
    found = answers.get(str(asked.shown_if))
    if isinstance(found, dict):
        found = YES if found.get("agreed") else NO
    return asked.shown_answer in found if isinstance(found, list) else found == asked.shown_answer


def answer_meant(kind: str, options: Sequence[str], text: str) -> str:
    """Answer which answer to a question somebody means who writes it, or nothing where there is none such."""
    wanted = text.strip().casefold()
    if kind in {QuestionKind.YES_NO, QuestionKind.CONSENT}:
        return next((said for said, words in _SAID.items() if wanted in words), "")
    if kind in {QuestionKind.CHOICE, QuestionKind.MANY}:
        return next((one for one in options if one.casefold() == wanted), "")
    return text.strip()


def say_answer(answer: Any) -> str:
    """Answer what was answered in one line."""
    return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def greeted(name: str) -> str:
    """Answer a name as a letter may greet it, or nothing where it is a message to whoever gets the letter.

    Anybody may register anybody's address: nobody shall send words and links of their own by us.
    """
    return "" if len(name) > LONGEST_GREETED or _NO_NAME.search(name) else name


def _mate(told: Told, number: int, name: str, asks_diets: bool) -> Mate:
    """Read one seat; the first one's name is that of who registers."""
    said = name if number == 1 else clean_name(_one(told, f"seat_{number}_name"))
    age = _one(told, f"seat_{number}_age")
    diets = told.get(f"seat_{number}_diets", ()) if asks_diets else ()
    words = clean_name(_one(told, f"seat_{number}_words")) if asks_diets else ""
    return Mate(
        said, age if age in set(AGE_GROUPS) else "adult",
        tuple(diet for diet in DIETS if diet in diets), words,
    )  # fmt: skip


def _ticket(told: Told, sale: Sale) -> tuple[int | None, list[Reason]]:
    """Read which ticket is wanted; the only one there is needs no choosing."""
    if not sale.tickets:
        return None, []
    open_ones = [ticket for ticket in sale.tickets if ticket.is_open and not ticket.is_hidden]
    wanted = _one(told, "ticket").strip()
    if not wanted and len(open_ones) == 1 and len(sale.tickets) == 1:
        return open_ones[0].pk, []
    found = next((ticket for ticket in sale.tickets if str(ticket.pk) == wanted), None)
    if found is None:
        return None, [Reason(NO_TICKET, field="ticket")]
    return found.pk, [] if found.is_open else [Reason(NOT_SOLD, field="ticket")]


def _fault(asked: Asked, given: list[str]) -> str:
    """Answer what is wrong with an answer, or nothing."""
    kind = QuestionKind(asked.kind)
    if not given:
        missing = NO_CONSENT if kind is QuestionKind.CONSENT else NO_ANSWER
        return missing if asked.is_required else ""
    allowed = {YES, NO} if kind is QuestionKind.YES_NO else set(asked.options)
    if kind in {QuestionKind.CHOICE, QuestionKind.MANY, QuestionKind.YES_NO}:
        return "" if set(given) <= allowed else NO_OPTION
    if kind is QuestionKind.NUMBER:
        return "" if _is_number(given[0]) else NO_NUMBER
    return NO_DAY if kind is QuestionKind.DAY and not _is_day(given[0]) else ""


def _answer(asked: Asked, given: list[str]) -> Any:
    kind = QuestionKind(asked.kind)
    if kind is QuestionKind.CONSENT:
        return {"agreed": True, "version": asked.version}
    if kind is QuestionKind.MANY:
        return [option for option in asked.options if option in given]
    return given[0] if kind is QuestionKind.LONG else " ".join(given[0].split())[:LONGEST_LINE]


def _is_number(text: str) -> bool:
    try:
        return abs(float(text.replace(",", ".").replace(" ", ""))) < 10**15
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _one(told: Told, name: str) -> str:
    given = told.get(name, ())
    return given[-1] if given else ""
