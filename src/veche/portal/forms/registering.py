"""The form by which anybody registers for an event: what it asks, as it was filled in, with what is wrong.

What is wrong the room of events says, with everything at once; here it only finds its place. Drawn by
plain templates: a party of four with what each eats is a hundred boxes, and the page has to be quick.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import formats
from django.utils.translation import gettext, ngettext, pgettext

from veche.events.queries import day_and_hour
from veche.events.terms import AGE_GROUPS, DIET_CONSENT, DIETS, Asked, Mate, QuestionKind, Sale, Ticket
from veche.kit.forms import say_reason
from veche.kit.money import Money
from veche.kit.terms import Reason

Told = Mapping[str, Sequence[str]]
_KINDS = {
    QuestionKind.TEXT: "text", QuestionKind.LONG: "long", QuestionKind.CHOICE: "radios",
    QuestionKind.MANY: "checks", QuestionKind.YES_NO: "radios", QuestionKind.NUMBER: "number",
    QuestionKind.DAY: "date", QuestionKind.CONSENT: "consent",
}  # fmt: skip


@dataclass(slots=True)
class Ask:
    """One field of the form."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    # (value, text, second line, whether it is chosen, whether it may be).
    choices: list[tuple[str, str, str, bool, bool]] = field(default_factory=list)
    is_required: bool = False
    hint: str = ""
    complete: str = ""
    when: str = ""
    errors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """One seat of the party after the first."""

    number: int
    when: str
    asks: list[Ask]


class Sheet:
    """The whole form. `told` is what was filled in; without it, it shows what is known."""

    def __init__(
        self, sale: Sale, told: Told | None = None, *, reasons: Sequence[Reason] = (), currency: str = "RUB",
        zone: str = "UTC", key: str = "", is_known: bool = False,
    ) -> None:  # fmt: skip
        self.sale, self.told = sale, told or {}
        self.currency, self.zone, self.key = currency, zone, key
        # Whoever comes by their own link has an address already.
        self.is_known = is_known
        self.faults: dict[str, list[str]] = {}
        for reason in reasons:
            self.faults.setdefault(reason.field, []).append(say_reason(reason))
        self.lead = self._lead()
        self.party = self._party()
        self.rest = [self._question(one) for one in sale.questions]
        shown = {ask.name for ask in self.asks()}
        self.whole = [text for name, texts in self.faults.items() if name not in shown for text in texts]

    @property
    def has_faults(self) -> bool:
        """Tell whether something is wrong."""
        return bool(self.faults)

    def asks(self) -> list[Ask]:
        """Answer every field."""
        return [*self.lead, *(ask for row in self.party for ask in row.asks), *self.rest, *self.consents]

    def _lead(self) -> list[Ask]:
        name = Ask("name", gettext("Your name"), is_required=True, complete="name")
        asks = [name]
        if not self.is_known:
            asks.append(Ask("email", gettext("E-mail"), "email", is_required=True, complete="email",
                            hint=gettext("Your ticket and the link to change things go there.")))  # fmt: skip
            asks.append(Ask("phone", gettext("Phone"), "tel", complete="tel"))
        if len(self.sale.tickets) > 1 or any(one.amount or one.about for one in self.sale.tickets):
            asks.append(self._tickets())
        if self.sale.most_seats > 1:
            asks.append(self._seats())
        if self.sale.has_codes:
            asks.append(Ask("code", gettext("Code"), hint=gettext("If you were given one.")))
        return [self._filled(ask) for ask in asks]

    def _tickets(self) -> Ask:
        chosen = self._one("ticket")
        choices = [
            (
                str(one.pk), f"{one.title} · {self._price(one.price)}", self._about(one),
                str(one.pk) == chosen, one.is_open,
            )
            for one in self.sale.tickets if not one.is_hidden
        ]  # fmt: skip
        return Ask("ticket", gettext("Ticket"), "radios", choices=choices, is_required=True)

    def _price(self, amount: int) -> str:
        if not amount:
            return gettext("free")
        whole = Money(amount, self.currency).as_decimal()
        return f"{formats.number_format(whole, force_grouping=True)}\N{NO-BREAK SPACE}{self.currency}"

    def _about(self, ticket: Ticket) -> str:
        parts = [ticket.about]
        if ticket.off:
            usual = self._price(ticket.amount)
            parts.append(gettext("with the code, instead of {price}").format(price=usual))
        if not ticket.is_open and ticket.sold_from:
            parts.append(gettext("from {day}").format(day=day_and_hour(ticket.sold_from, self.zone)))
        if ticket.is_open and ticket.sold_until:
            parts.append(gettext("until {day}").format(day=day_and_hour(ticket.sold_until, self.zone)))
        if ticket.left == 0:
            parts.append(gettext("all taken: waiting list"))
        return " · ".join(part for part in parts if part)

    def _seats(self) -> Ask:
        chosen = self._one("seats") or "1"
        choices = [
            (str(n), ngettext("{n} person", "{n} people", n).format(n=n), "", str(n) == chosen, True)
            for n in range(1, self.sale.most_seats + 1)
        ]
        return Ask("seats", gettext("How many come"), "select", choices=choices, is_required=True)

    def _party(self) -> list[Row]:
        rows, most = [], self.sale.most_seats
        if self.sale.asks_diets:
            rows.append(Row(1, "", self._eats(1)))
        for number in range(2, most + 1):
            when = " ".join(f"seats={n}" for n in range(number, most + 1))
            said, hint = pgettext("person", "Name"), gettext("You may leave it empty.")
            name = Ask(f"seat_{number}_name", said, hint=hint)
            asks = [self._filled(name), self._age(number)]
            rows.append(Row(number, when, [*asks, *(self._eats(number) if self.sale.asks_diets else [])]))
        return rows

    def _age(self, number: int) -> Ask:
        name = f"seat_{number}_age"
        chosen = self._one(name) or "adult"
        choices = [
            (group.value, gettext(text), "", group == chosen, True) for group, text in AGE_GROUPS.items()
        ]
        return Ask(name, gettext("Age"), "select", choices=choices, is_required=True)

    def _eats(self, number: int) -> list[Ask]:
        name = f"seat_{number}_diets"
        chosen = set(self.told.get(name, ()))
        choices = [(diet.value, gettext(text), "", diet in chosen, True) for diet, text in DIETS.items()]
        words = Ask(f"seat_{number}_words", gettext("Something else about food"))
        return [Ask(name, gettext("Food"), "checks", choices=choices), self._filled(words)]

    @property
    def consents(self) -> list[Ask]:
        """Answer the consent to keep what is eaten, where that is asked."""
        if not self.sale.asks_diets:
            return []
        ask = Ask("diet_consent", gettext(DIET_CONSENT), "consent", is_required=True)
        return [self._filled(ask)]

    def _question(self, asked: Asked) -> Ask:
        name, kind = f"q_{asked.pk}", QuestionKind(asked.kind)
        wanted = _shown_answer(asked, self.sale) if asked.shown_if else ""
        # What the browser compares has no spaces; other conditions the server alone looks at.
        when = f"q_{asked.shown_if}={wanted}" if wanted and " " not in wanted else ""
        ask = Ask(
            name, asked.text, _KINDS[kind], is_required=asked.is_required, hint=asked.details, when=when
        )
        if kind in {QuestionKind.CHOICE, QuestionKind.MANY}:
            chosen = set(self.told.get(name, ()))
            ask.choices = [(one, one, "", one in chosen, True) for one in asked.options]
        elif kind is QuestionKind.YES_NO:
            chosen = set(self.told.get(name, ()))
            pairs = (("yes", gettext("Yes")), ("no", gettext("No")))
            ask.choices = [(value, text, "", value in chosen, True) for value, text in pairs]
        return self._filled(ask)

    def _filled(self, ask: Ask) -> Ask:
        ask.value = ask.value or self._one(ask.name)
        ask.errors = self.faults.get(ask.name, [])
        return ask

    def _one(self, name: str) -> str:
        given = self.told.get(name, ())
        return given[-1] if given else ""


def known_of(
    name: str, mates: Sequence[Mate], answers: Mapping[str, Any], *, ticket: int | None, sale: Sale
) -> Told:
    """Answer what is known of a guest as the form would have been filled in.

    A consent to an earlier text is none to the one that is asked now.
    """
    versions = {str(one.pk): one.version for one in sale.questions}
    told: dict[str, Sequence[str]] = {
        "name": [name],
        "seats": [str(len(mates))],
        "ticket": [str(ticket or "")],
    }
    for number, mate in enumerate(mates, start=1):
        told[f"seat_{number}_name"], told[f"seat_{number}_age"] = [mate.name], [mate.age_group]
        told[f"seat_{number}_diets"], told[f"seat_{number}_words"] = mate.diets, [mate.words]
    if any(mate.eats_otherwise for mate in mates):
        told["diet_consent"] = ["on"]
    for pk, answer in answers.items():
        if isinstance(answer, dict) and answer.get("version") != versions.get(pk):
            continue
        given = ["on"] if isinstance(answer, dict) else answer if isinstance(answer, list) else [str(answer)]
        told[f"q_{pk}"] = given
    return told


def _shown_answer(asked: Asked, sale: Sale) -> str:
    """Answer what the browser sends for the answer that a question hangs on, where it sends any.

    A ticked consent sends «on», and one that is not ticked nothing.
    """
    other = next((one for one in sale.questions if one.pk == asked.shown_if), None)
    if other is None or other.kind != QuestionKind.CONSENT:
        return asked.shown_answer
    return "on" if asked.shown_answer == "yes" else ""
