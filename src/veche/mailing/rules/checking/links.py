"""Links of a letter: empty, unprotected, shortened, too many, or showing another address than theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from veche.kit.terms import N_
from veche.mailing.rules.checking.reading import Seen, SeenLink
from veche.mailing.rules.rendering import Rendered
from veche.mailing.rules.rendering.marks import MARK, place_at
from veche.mailing.terms.checking import Finding, Severity
from veche.mailing.terms.placing import Placeholder
from veche.mailing.terms.writing import UNSUBSCRIBE

MOST_LINKS = 40
EMPTY = N_("A link leads nowhere: {words}")
WORDLESS = N_("A link says nothing to whoever does not see pictures: {address}")
UNPROTECTED = N_("A link begins with http:// and not https://: {address}")
SHORTENED = N_("A shortened link looks like spam to filters: {address}")
EXAMPLE = N_("A link leads to an address that is only for examples: {address}")
DISGUISED = N_("A link shows {shown} and leads to {address}: filters take that for fraud.")
MANY = N_("{count} links: above {most} a letter looks like an advertisement.")
NO_WAY_OUT = N_("There is no link to unsubscribe.")
# Nobody lives there (RFC 2606): what a ready layout shows as an example leads there.
EXAMPLES = frozenset({"example.com", "example.net", "example.org"})
SHORTENERS = frozenset({
    "bit.ly", "bitly.com", "buff.ly", "clck.ru", "cutt.ly", "goo.gl", "goo.su", "is.gd", "lnkd.in", "ow.ly",
    "rebrand.ly", "rb.gy", "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "u.to", "v.gd", "vk.cc",
})  # fmt: skip
_LOOKS_LIKE_ADDRESS = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-zрф]{2,15})(?:[/?#:]\S*)?", re.IGNORECASE)


def findings_of_links(seen: Seen, rendered: Rendered) -> Iterator[Finding]:
    """Answer what is wrong with the links of a letter."""
    for link in seen.links:
        yield from _findings_of(link)
    if len(seen.links) > MOST_LINKS:
        values = {"count": len(seen.links), "most": MOST_LINKS}
        yield Finding(Severity.WARNING, MANY, values=values)
    if not any(_leads_out(link, rendered) for link in seen.links):
        yield Finding(Severity.FAULT, NO_WAY_OUT)


def _findings_of(link: SeenLink) -> Iterator[Finding]:
    words = " ".join(link.words.split())
    if link.address.strip() in {"", "#"}:
        yield Finding(Severity.WARNING, EMPTY, words, {"words": words[:80]})
        return
    if not words:
        yield Finding(Severity.WARNING, WORDLESS, values={"address": link.address[:200]})
    host = host_of(link.address)
    if not host:
        return
    values = {"address": link.address[:200]}
    if link.address.lower().startswith("http://"):
        yield Finding(Severity.WARNING, UNPROTECTED, words, values)
    if _bare(host) in EXAMPLES:
        yield Finding(Severity.WARNING, EXAMPLE, words, values)
    if host in SHORTENERS:
        yield Finding(Severity.WARNING, SHORTENED, words, values)
    shown = _LOOKS_LIKE_ADDRESS.fullmatch(words)
    if shown and _bare(shown[1].lower()) != _bare(host):
        yield Finding(Severity.WARNING, DISGUISED, words, {"shown": shown[1], **values})


def host_of(address: str) -> str:
    """Answer the host an address of the web leads to, in small letters; nothing for other addresses."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").lower() if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _leads_out(link: SeenLink, rendered: Rendered) -> bool:
    if not MARK.fullmatch(link.address):
        return False
    place = place_at(rendered.places, link.address)
    return isinstance(place, Placeholder) and place.name == UNSUBSCRIBE
