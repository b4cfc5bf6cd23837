"""A letter as it goes over the line, and what has to be true of it."""

from typing import NamedTuple

from veche.kit.terms import N_, Reason, Refusal

LONGEST_LINE = 998
# RFC 5321, 4.5.3.1: 64 octets before the @, 255 after it.
LONGEST_ADDRESS = 320
BAD_ADDRESS = N_("«{address}» is no e-mail address that a letter can go to.")
_FORBIDDEN = frozenset(' \t\r\n<>,;:"\\()[]\x00\x7f')


class Parcel(NamedTuple):
    """A letter to one recipient: `is_sound` bytes and addresses as `address_of` makes them.

    `key` is the caller's own number for it; `is_stuffed` says that no line of it begins with a dot.
    """

    key: int
    sender: bytes
    to: bytes
    data: bytes
    is_stuffed: bool = False


def address_of(mail: str) -> bytes:
    """Answer an address as MAIL and RCPT take it; refuses what could be more than one argument.

    A domain of other letters goes as IDNA; other letters before the @ stay and want SMTPUTF8 (RFC 6531).
    """
    name, at, domain = mail.rpartition("@")
    try:
        host = domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        host = ""
    made = f"{name}@{host}"
    is_odd = not _FORBIDDEN.isdisjoint(made) or any(ord(letter) < 32 for letter in made)
    if not (at and name and host) or is_odd or len(made.encode()) > LONGEST_ADDRESS:
        raise Refusal(Reason(BAD_ADDRESS, field="address", values={"address": mail[:100]}))
    return made.encode()


def is_sound(data: bytes) -> bool:
    """Tell whether a letter may leave: no line over 998 octets, every line ended by CR and LF, no others.

    What has a lone CR or LF could end early at one server and go on at the next (SMTP smuggling).
    """
    ends = data.count(b"\r\n")
    if ends != data.count(b"\n") or ends != data.count(b"\r") or not data.endswith(b"\r\n"):
        return False
    return has_short_lines(data)


def has_short_lines(data: bytes) -> bool:
    """Tell whether no line is over 998 octets: hops from line end to line end, as far as one may be."""
    at, last = 0, len(data) - LONGEST_LINE - 2
    while at < last:
        at = data.rfind(b"\n", at, at + LONGEST_LINE + 2) + 1
        if not at:
            return False
    return True


def stuffed(data: bytes) -> bytes:
    """Answer a letter whose lines that begin with a dot have one more (RFC 5321, 4.5.2)."""
    if data[:1] == b".":
        data = b"." + data
    return data.replace(b"\r\n.", b"\r\n..") if b"\r\n." in data else data
