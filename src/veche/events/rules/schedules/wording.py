"""The words of a schedule in the one spelling in which they are kept, whoever wrote them."""

import re
from html import unescape

from veche.kit.text import clean, clean_name

# No XML may hold these, though databases and calendars do.
_BARRED = re.compile("[\ufffe\uffff]")
_HTML = re.compile(
    r"</?(?:p|br|ul|ol|li|a|em|strong|b|i|div|span|h[1-6]|code|pre|img)\b[^<>]{0,2000}>", re.IGNORECASE
)
_BREAKS = re.compile(r"<(?:br|/p|/div|/ul|/ol|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_ITEMS = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"'\\^`{|}]{1,480}")


def tidy_name(text: str, longest: int = 300) -> str:
    """Answer a title, a hall or a name as it is kept: one line, no marks of direction."""
    return clean_name(_BARRED.sub("", text), longest)


def tidy(text: str) -> str:
    """Answer a text of several lines as it is kept."""
    return clean(_BARRED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def tidy_link(text: str) -> str:
    """Answer an address of the web; whatever else it is, nothing."""
    found = text.strip()
    return found if _LINK.fullmatch(found) else ""


def without_html(text: str) -> str:
    """Answer what a text says that was written in HTML; others stay as they are."""
    if not _HTML.search(text):
        return text
    lines = _ITEMS.sub("\n- ", _BREAKS.sub("\n", text))
    plain = unescape(re.sub(r"<[^<>]{0,2000}>", "", lines))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", plain))
