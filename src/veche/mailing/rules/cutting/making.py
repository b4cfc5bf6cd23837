"""Making a cut: headers and both parts of a letter, once for all who get it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from urllib.parse import quote

from veche.kit.text import clean_name
from veche.mailing.rules.cutting.headers import checked_address, mailbox, phrase, recipient, write_words
from veche.mailing.rules.cutting.pieces import (
    Links,
    pieces_of_header,
    pieces_of_html,
    pieces_of_plain,
)
from veche.mailing.rules.cutting.writing import Encoding, Joined, Stretch, Write, write_part
from veche.mailing.rules.rendering import Rendered
from veche.mailing.rules.tokens import TOKEN_LENGTH

# What a letter's headers need besides places: when it leaves (as RFC 5322 writes it), and to whom.
DATE, EMAIL, NAME = "date", "email", "name"
_TOKEN = re.compile(rf"[A-Za-z0-9_\-]{{{TOKEN_LENGTH}}}")
_BODY_END = re.compile(r"</body>\s*</html>\s*\Z")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a letter leaves with: who writes, of which list, where its links lead, how it is carried.

    `base` is our own address (https://veche.example); `list_id` looks like weekly.veche.example;
    `list_mailto` takes letters that unsubscribe, where such a mailbox is read; `list_page` is where anybody
    subscribes and reads what was written, where anybody may.
    """

    from_address: str
    base: str
    message_domain: str
    from_name: str = ""
    reply_to: str = ""
    list_id: str = ""
    list_name: str = ""
    list_mailto: str = ""
    list_page: str = ""
    feedback_id: str = ""
    follows_clicks: bool = True
    follows_opens: bool = True
    encoding: Encoding = Encoding.QUOTED


@dataclass(frozen=True, slots=True)
class Cut:
    """A letter cut into constant octets and holes.

    `links` are the recorded targets in the order of their places: the first is number 1 in /l/<token>/1;
    `titles` are their words. `names` are the values that `fill` looks for. `weight` is the octets of a
    letter without its values; `encodings` are those of the plain and the HTML part.
    """

    links: tuple[str, ...]
    titles: tuple[str, ...]
    names: frozenset[str]
    weight: int
    encodings: tuple[Encoding, Encoding]
    first: Stretch
    rest: tuple[tuple[tuple[str, ...], Write, Stretch], ...]

    def having(self, values: Mapping[str, str]) -> Cut:
        """Answer this cut with what is the same for many written into it: such places are holes no more."""
        first, rest = self.first, []
        for names, write, stretch in self.rest:
            left = tuple(name for name in names if name not in values)
            if left:
                rest.append(
                    (left, _knowing(write, names, values) if len(left) < len(names) else write, stretch)
                )
                continue
            written = write(*[values[name] for name in names])
            if rest:
                before = rest[-1]
                rest[-1] = (before[0], before[1], _joined(before[2], written, stretch))
            else:
                first = _joined(first, written, stretch)
        wanted = frozenset(name for asked, _, _ in rest for name in asked)
        return replace(self, names=wanted, first=first, rest=tuple(rest))

    def fill(self, values: Mapping[str, str], token: str) -> bytes:
        """Answer the whole letter for one recipient, ready to be sent after DATA: no line begins with a dot.

        `values` are a flat dictionary: `email` and `date` (RFC 5322) must be there, `name` may be, `sex` is
        m, f or nothing, the rest is what the placeholders name; what is missing takes its fallback.
        Refuses (`NotAnAddress`) an address no letter can go to, and (`ValueError`) what is no token.
        """
        if not _TOKEN.fullmatch(token):
            raise ValueError("not a token")
        mark, get = token.encode(), values.get
        out = [mark.join(self.first)]
        for names, write, stretch in self.rest:
            if len(names) == 1:
                out.append(write(get(names[0], "")))
            else:
                out.append(write(*[get(name, "") for name in names]))
            out.append(mark.join(stretch) if len(stretch) > 1 else stretch[0])
        return b"".join(out)


def _knowing(write: Write, names: tuple[str, ...], values: Mapping[str, str]) -> Write:
    """Answer what writes for the values that are not known yet."""

    def written(*others: str) -> bytes:
        rest = iter(others)
        return write(*[values[name] if name in values else next(rest) for name in names])

    return written


def _joined(before: Stretch, written: bytes, after: Stretch) -> Stretch:
    return (*before[:-1], before[-1] + written + after[0], *after[1:])


def cut(rendered: Rendered, frame: Frame) -> Cut:
    """Answer a rendered letter cut for this frame; refuses (`NotAnAddress`) a sender that is no address.

    The same letter and frame are cut alike every time, so that numbers of links stay what they were.
    """
    links = Links(frame.base.rstrip("/"), frame.follows_clicks)
    html = rendered.html
    if frame.follows_opens:
        html = _BODY_END.sub("", html)
    html_pieces = pieces_of_html(html, rendered.places, links)
    if frame.follows_opens:
        html_pieces += [
            '<img src="',
            *links.to("o.gif"),
            '" width="1" height="1" alt="">\n</body>\n</html>\n',
        ]
    plain_pieces = pieces_of_plain(rendered.plain, rendered.places, links)
    joined = Joined()
    _write_headers(rendered, frame, links, joined)
    boundary = _boundary(rendered)
    joined.add(
        "MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n\r\n'.encode()
    )
    encodings = []
    for kind, pieces in (("plain", plain_pieces), ("html", html_pieces)):
        joined.add(f"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n".encode())
        encodings.append(write_part(pieces, frame.encoding, joined))
    joined.add(f"--{boundary}--\r\n".encode())
    rest = tuple(joined.rest)
    names = frozenset(name for asked, _, _ in rest for name in asked)
    return Cut(
        tuple(links.targets), tuple(links.titles), names, joined.weight(), (encodings[0], encodings[1]),
        joined.first, rest,
    )  # fmt: skip


def _write_headers(rendered: Rendered, frame: Frame, links: Links, joined: Joined) -> None:
    joined.add(f"From: {mailbox(frame.from_name, frame.from_address)}\r\n".encode())
    if frame.reply_to:
        joined.add(f"Reply-To: {checked_address(frame.reply_to)}\r\n".encode())
    joined.add(b"To: ")
    joined.add_hole((NAME, EMAIL), lambda name, email: recipient(name, email).encode())
    joined.add(b"\r\nDate: ")
    joined.add_hole((DATE,), _dated)
    joined.add(b"\r\n")
    write_words("Subject", pieces_of_header(rendered.subject, rendered.places, links), joined)
    joined.add(b"Message-ID: <")
    joined.add_token()
    joined.add(f"@{_domain(frame.message_domain)}>\r\nList-Unsubscribe: <{links.base}/l/".encode())
    joined.add_token()
    joined.add(b"/u>")
    if frame.list_mailto:
        joined.add(f",\r\n <mailto:{checked_address(frame.list_mailto)}?subject=unsubscribe-".encode())
        joined.add_token()
        joined.add(b">")
    joined.add(b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
    joined.add(f"List-Help: <{links.base}/l/".encode())
    joined.add_token()
    joined.add(b"/p>\r\nList-Post: NO\r\n")
    if frame.list_page:
        page = quote(frame.list_page, safe=":/?#[]@!$&'()*+,;=%~")
        joined.add(f"List-Subscribe: <{page}>\r\nList-Archive: <{page}>\r\n".encode())
    if frame.list_id:
        name = f"{phrase(frame.list_name)} " if frame.list_name else ""
        joined.add(f"List-Id: {name}<{_domain(frame.list_id)}>\r\n".encode())
    if frame.feedback_id:
        joined.add(f"Feedback-ID: {re.sub(r'[^A-Za-z0-9:._-]', '', frame.feedback_id)[:200]}\r\n".encode())
    # Keeps machines that answer for people who are away from answering (RFC 3834).
    joined.add(b"Precedence: bulk\r\n")


def _dated(date: str) -> bytes:
    if not date:
        raise ValueError("a letter has a date")
    return clean_name(date, 60).encode("ascii", "replace")


def _domain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "", text.encode("idna").decode())[:253]


def _boundary(rendered: Rendered) -> str:
    """Answer a boundary that no part can hold: quoted-printable never has =_, and the digest is its own."""
    digest = blake2b(f"{rendered.subject}\0{rendered.html}\0{rendered.plain}".encode(), digest_size=12)
    return f"=_{digest.hexdigest()}"
