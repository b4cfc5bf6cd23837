"""Reading: a letter as it came, by the same rules as letters out of files."""

from collections.abc import Iterator

from veche.channels.connectors.mail.boxes import MOST_KEPT, Piece
from veche.channels.connectors.mail.lists import LONGEST_KEY, NETWORK
from veche.channels.connectors.mail.reading import Desk
from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw
from veche.kit.text import clean_name, fold
from veche.ledger.terms import Place


def mailbox_place(address: str) -> Place:
    """Answer the channel of a mailbox: its address, spelled as the keys of lists are."""
    key = fold(clean_name(address, LONGEST_KEY))
    return Place(NETWORK, key.replace("@", ".") or "mailbox", clean_name(address) or "Mail", "private")


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer what a letter says, or why nothing is taken from it."""
    own = str(known.facts.get("address", ""))
    desk = Desk(mailbox_place(own), known.time_zone, fold(own))
    yield desk.record_of(Piece(1, raw.payload[:MOST_KEPT]), raw.key)
