"""Previews of links: what a page says of itself in its head, as plain text.

The Open Graph protocol (https://ogp.me) first, then Twitter's cards, then HTML's own title and
description. Whatever a page says is hostile: nothing here is markup, and a picture's address is only
an address.
"""

import codecs
import itertools
import re
from collections.abc import Mapping
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name

if TYPE_CHECKING:
    from veche.kit.web import Web

LARGEST_HEAD = 256 * 1024
LONGEST_TITLE, LONGEST_TEXT, LONGEST_ADDRESS = 200, 500, 2000
PAGES = {"text/html", "application/xhtml+xml"}
NO_PAGE = N_("There is no page at this address that could be shown.")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.I)
# No parser of whole pages: the standard library's takes minutes for a page of tags that never end.
_META = re.compile(r"<meta(?=[\s/])", re.I)
_TAG = re.compile(r"""(?>[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(r"""(?<![^\s"'/])([^\s"'>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_TITLE = re.compile(r"<title(?:\s[^>]{0,200})?>", re.I)
_UNHEARD = re.compile(r"<!--|<!\[|<(script|style|template|noscript|svg|textarea)(?=[\s>/])", re.I)
_ENDS = {"<!--": "-->", "<![": ">"}
MOST_METAS, LONGEST_TAG = 300, 4096


class Preview(NamedTuple):
    """What may be shown of a page; every field is plain text and may be empty, `image_url` is http(s)."""

    title: str
    description: str = ""
    image_url: str = ""
    site: str = ""


def preview_of(web: "Web", url: str) -> Preview:
    """Fetch the first 256 KB of a page and answer its preview.

    Refuses what is no page of HTML, besides what the door refuses; raises the door's `Trouble`.
    """
    taken = bytearray()
    with web.client(headers={"accept": "text/html"}) as client, client.stream("GET", url) as answer:
        kind, _, rest = answer.headers.get("content-type", "").partition(";")
        if not answer.is_success or kind.strip().lower() not in PAGES:
            raise Refusal(NO_PAGE)
        for piece in answer.iter_bytes(16 * 1024):
            taken += piece
            if len(taken) >= LARGEST_HEAD:
                break
        address = str(answer.url)
    charset = re.search(r"charset\s*=\s*[\"']?\s*([\w-]{1,40})", rest, re.I)
    html = decoded(bytes(taken[:LARGEST_HEAD]), charset[1] if charset else "")
    return read_preview(html, address)


def decoded(page: bytes, charset: str = "") -> str:
    """Turn a page into text by its mark, its header, its own word or UTF-8, whatever is in it."""
    if page.startswith(codecs.BOM_UTF8):
        charset = "utf-8"
    elif page.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charset = "utf-16"
    elif not charset and (found := _CHARSET.search(page[:4096])):
        charset = found[1].decode("ascii")
    try:
        return page.decode(charset or "utf-8", errors="replace")
    except (LookupError, ValueError, UnicodeError, AssertionError):
        return page.decode("utf-8", errors="replace")


def read_preview(html: str, address: str) -> Preview:
    """Answer the preview of a page that was found at an address; the host is its title if it has none."""
    said = _said(html)
    host = urlsplit(address).hostname or ""
    return Preview(
        title=_first(said, LONGEST_TITLE, "og:title", "twitter:title", "title") or clean_name(host),
        description=_first(said, LONGEST_TEXT, "og:description", "twitter:description", "description"),
        image_url=_picture(said, address),
        site=_first(said, LONGEST_TITLE, "og:site_name", "application-name") or clean_name(host),
    )


def _first(said: Mapping[str, str], longest: int, *names: str) -> str:
    return next((text for name in names if (text := clean_name(said.get(name, ""), longest))), "")


def _picture(said: Mapping[str, str], address: str) -> str:
    """Answer the whole address of a page's picture, if it is one of the web."""
    for name in ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"):
        written = said.get(name, "").strip()
        if not written or len(written) > LONGEST_ADDRESS or not written.isprintable():
            continue
        try:
            found = urljoin(address, written)
            parts = urlsplit(found)
            if parts.scheme in {"http", "https"} and parts.hostname and not parts.username:
                return found
        except ValueError:
            continue
    return ""


def _said(html: str) -> dict[str, str]:
    """Answer what a page says of itself, the first of each name."""
    heard = _heard(html)
    said: dict[str, str] = {}
    for place in itertools.islice(_META.finditer(heard), MOST_METAS):
        tag = _TAG.match(heard, place.end(), place.end() + LONGEST_TAG)
        told = _attributes(tag[0]) if tag else {}
        name = (told.get("property") or told.get("name") or "").strip().lower()
        if name and told.get("content"):
            said.setdefault(name, told["content"])
    if title := _TITLE.search(heard):
        written = heard[title.end() : title.end() + LONGEST_TAG]
        said.setdefault("title", unescape(written.partition("</")[0]))
    return said


def _heard(html: str) -> str:
    """Leave out comments, scripts and whatever else only looks as if the page said it."""
    kept, place = [], 0
    while found := _UNHEARD.search(html, place):
        kept.append(html[place : found.start()])
        end = re.compile(_ENDS.get(found[0]) or f"</{found[1]}", re.I).search(html, found.end())
        if end is None:
            return "".join(kept)
        place = end.end()
    return "".join((*kept, html[place:]))


def _attributes(tag: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tag):
        told.setdefault(name.lower(), unescape(double or single or bare))
    return told
