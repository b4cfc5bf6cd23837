"""Turns the rows of a table into records, by the mapping and the answers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from veche.channels.connectors.table import cells, dates, opening
from veche.channels.connectors.table.deeds import UNPAID, kind_of_status, money_in, plain_words
from veche.channels.connectors.table.fields import Purpose
from veche.channels.connectors.table.mapping import Mapping, read_mapping
from veche.channels.connectors.table.people import Naming, digest_of, digest_of_handle
from veche.channels.connectors.table.traits import Describing, digest_of_extra
from veche.channels.terms import Answers, Record, Surroundings
from veche.kit.files import Source
from veche.kit.money import Money
from veche.kit.tables import Row
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name, fold
from veche.kit.time import Moment, start_of
from veche.ledger.terms import KIND_WORDS, LONGEST_ID, About, Handle, Kind, Place, Sighting

NETWORK = "table"
NOBODY_IN_ROW = N_("The row names nobody.")
UNREADABLE_HANDLE = N_("The row has no name, and its e-mail, phone or account cannot be read.")
NO_DATE = N_("The row has no date.")
BAD_DATE = N_("Its date cannot be read.")
BAD_AMOUNT = N_("Its amount cannot be read.")
NOT_PAID = N_("The order was not paid.")
TOO_MANY_CELLS = N_("The row has more cells than the table has columns.")
OTHER_COLUMNS = N_("It has other columns than the rest and needs an import of its own.")
_NO_TABLE = N_("There is no table in this file.")
_NO_LIST_DATE = N_("Say when this list was made.")
_SUBSCRIPTIONS = frozenset((Kind.SUBSCRIBED, Kind.UNSUBSCRIBED, Kind.BOUNCED, Kind.COMPLAINED))
_PAYMENTS = frozenset((Kind.BOUGHT, Kind.REFUNDED))
_UNDONE = frozenset((Kind.CANCELLED, Kind.DECLINED))
_FORMS = {Purpose.MESSAGES: "chat"}


def read(source: Source, answers: Answers, surroundings: Surroundings) -> Iterator[Record]:
    """Answer a record for every row that is not blank; other tables in the file are one each, refused."""
    parts = opening.parts_of(source)
    if not parts:
        raise Refusal(_NO_TABLE)
    mapping = read_mapping(answers.get("mapping", ""))
    main = opening.columns_of(source, parts)
    reader = _Reader(mapping, main, answers, surroundings)
    for part in parts:
        prefix = f"{part.name}: " if len(parts) > 1 else ""
        with opening.open_table(source, part) as table:
            if table.columns != main:
                yield Record(part.name, refused=OTHER_COLUMNS)
                continue
            for row in table.rows:
                yield reader.record(row, f"{prefix}{row.number}")


class _Refused(Exception):
    """Why nothing is taken from a row."""


class _Reader:
    """Reads row by row what one kind of table says."""

    def __init__(
        self, mapping: Mapping, columns: tuple[str, ...], answers: Answers, surroundings: Surroundings
    ) -> None:
        self.purpose, self.width = mapping.purpose, len(columns)
        self.places = mapping.places(columns)
        self.order = answers.get("order") or dates.DAY_FIRST
        self.zone = answers.get("zone") or surroundings.time_zone
        self.currency = answers.get("currency") or surroundings.currency
        title = clean_name(answers.get("title") or surroundings.file_name) or NETWORK
        self.place = Place(NETWORK, fold(title)[:200], title, _FORMS.get(self.purpose, "list"))
        self.event = clean_name(answers.get("event") or title)
        self.status = KIND_WORDS.get(answers.get("status", ""), Kind.REGISTERED)
        self.status_title = next((columns[place] for place in self.places.get("status", ())), "")
        self.made_at = self._date_of_list(answers.get("date", ""))
        self.naming = Naming(self.places, columns, self.place.key, surroundings.country)
        self.describing = Describing(self.places, columns, self.order)
        self.alike: Counter[str] = Counter()
        self.deeds = {
            Purpose.PEOPLE: self._listing, Purpose.ATTENDANCE: self._attendance,
            Purpose.PURCHASES: self._purchase, Purpose.SUBSCRIBERS: self._subscription,
            Purpose.MESSAGES: self._message,
        }[self.purpose]  # fmt: skip

    def record(self, row: Row, where: str) -> Record:
        """Answer what one row says, or why nothing is taken from it."""
        if row.fault:
            return Record(where, refused=row.fault)
        if any(cell.strip() for cell in row.cells[self.width :]):
            return Record(where, refused=TOO_MANY_CELLS)
        whole = row.cells[: self.width] + [""] * (self.width - len(row.cells))
        try:
            return Record(where, tuple(self._sightings(whole)))
        except _Refused as refused:
            return Record(where, refused=str(refused))

    def _sightings(self, row: list[str]) -> Iterator[Sighting]:
        named = self.naming.name(row, weak="named" if self.purpose is Purpose.MESSAGES else "row")
        if named.handle is None:
            raise _Refused(UNREADABLE_HANDLE if named.unread else NOBODY_IN_ROW)
        extra = self.describing.describe(row, named.unread)
        deeds = list(self.deeds(row, named.handle))
        yield from deeds
        if extra or self.purpose is Purpose.PEOPLE:
            mark = digest_of_handle(named.handle)
            # Listed again with other details it is another fact: details are not lost on known people.
            suffix = f"/{digest_of_extra(extra)}" if extra else ""
            at = deeds[0].at if deeds else self._at(row, must_be_read=False)
            yield Sighting(self.place, named.handle, Kind.LISTED, at, f"listed/{mark}{suffix}", extra=extra)

    # -- what each kind of row says --------------------------------------------

    def _listing(self, _: list[str], __: Handle) -> Iterator[Sighting]:
        return iter(())

    def _attendance(self, row: list[str], handle: Handle) -> Iterator[Sighting]:
        about = self._about("event", self._cell(row, "event") or self.event)
        text = self._cell(row, "status", as_written=True)
        kind = kind_of_status(text, self.status_title, self.status) if text else self.status
        kind = self.status if isinstance(kind, str) or kind in _PAYMENTS | _SUBSCRIPTIONS else kind
        at, mark = self._at(row), f"{digest_of(about.key)}/{digest_of_handle(handle)}"
        yield Sighting(self.place, handle, kind, at, f"{kind.word}/{mark}", about=about)
        money = self._money(row)
        if money and money.amount > 0 and kind not in _UNDONE:
            number = f"bought/{mark}/{digest_of(self._cell(row, 'order'))}"
            yield Sighting(
                self.place, handle, Kind.BOUGHT, at, number, about=about, amount=money.amount,
                currency=money.currency,
            )  # fmt: skip

    def _purchase(self, row: list[str], handle: Handle) -> Iterator[Sighting]:
        text = self._cell(row, "status", as_written=True)
        kind = kind_of_status(text, self.status_title, Kind.BOUGHT) if text else Kind.BOUGHT
        if kind == UNPAID or kind in _UNDONE:
            raise _Refused(NOT_PAID)
        money = self._money(row)
        if money is None and self._cell(row, "amount"):
            raise _Refused(BAD_AMOUNT)
        product, order = self._cell(row, "product"), self._cell(row, "order")
        refund = kind is Kind.REFUNDED or (money is not None and money.amount < 0)
        kind = Kind.REFUNDED if refund else Kind.BOUGHT
        number = f"{order[:150]}/{digest_of(product)}" if order else digest_of(*row)
        yield Sighting(
            self.place, handle, kind, self._at(row), self._told_apart(f"{kind.word}/{number}"),
            about=self._about("product", product) if product else None,
            amount=abs(money.amount) if money else None, currency=money.currency if money else "",
        )  # fmt: skip

    def _subscription(self, row: list[str], handle: Handle) -> Iterator[Sighting]:
        about = self._about("newsletter", self._cell(row, "list") or self.place.title)
        text = self._cell(row, "status", as_written=True)
        kind = kind_of_status(text, self.status_title, Kind.SUBSCRIBED) if text else Kind.SUBSCRIBED
        kind = kind if isinstance(kind, Kind) and kind in _SUBSCRIPTIONS else Kind.SUBSCRIBED
        number = f"{kind.word}/{digest_of(about.key)}/{digest_of_handle(handle)}"
        yield Sighting(self.place, handle, kind, self._at(row), number, about=about)

    def _message(self, row: list[str], handle: Handle) -> Iterator[Sighting]:
        text = self._cell(row, "when")
        if not text:
            raise _Refused(NO_DATE)
        number, parent = self._cell(row, "message_id"), self._cell(row, "reply_to")
        yield Sighting(
            self._channel(row), handle, Kind.MESSAGED, self._at(row),
            f"m/{number}"[:LONGEST_ID] if number else self._told_apart(f"row/{digest_of(*row)}"),
            words=plain_words(self._cell(row, "text")),
            reply_to=f"m/{parent}"[:LONGEST_ID] if parent else "",
        )  # fmt: skip

    # -- cells ------------------------------------------------------------------

    def _cell(self, row: list[str], meaning: str, *, as_written: bool = False) -> str:
        for place in self.places.get(meaning, ()):
            text = row[place].strip()
            if text and (as_written or not cells.is_nothing(text)):
                return text
        return ""

    def _money(self, row: list[str]) -> Money | None:
        return money_in(row, self.places.get("amount", ()), self.places.get("currency", ()), self.currency)

    def _at(self, row: list[str], *, must_be_read: bool = True) -> Moment:
        """Answer the row's own moment, or that of the list where the row has none."""
        text = self._cell(row, "when")
        at = dates.read_when(text, self.order, self.zone) if text else None
        if text and at is None and must_be_read:
            raise _Refused(BAD_DATE)
        if at is None and self.made_at is None:
            raise Refusal(Reason(_NO_LIST_DATE, field="date"))
        return at if at is not None else self.made_at  # type: ignore[return-value]

    def _date_of_list(self, text: str) -> Moment | None:
        try:
            return start_of(date.fromisoformat(text), self.zone)
        except ValueError:
            return None

    def _about(self, kind: str, title: str) -> About:
        return About(kind, fold(title)[:200], clean_name(title, 250))

    def _channel(self, row: list[str]) -> Place:
        title = clean_name(self._cell(row, "channel"))
        if not title:
            return self.place
        return Place(NETWORK, f"{self.place.key}/{fold(title)}"[:LONGEST_ID], title, "chat")

    def _told_apart(self, number: str) -> str:
        """Number the second and later of rows that are alike in every cell."""
        self.alike[number] += 1
        count = self.alike[number]
        return number if count == 1 else f"{number}/{count}"
