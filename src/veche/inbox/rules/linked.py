"""Links in what was said: which of them, if any, is looked at."""

import re
from urllib.parse import urlsplit

LONGEST = 2000
_LINK = re.compile(r"https?://[^\s<>\"']{1,2000}", re.I)
_BEHIND = ".,;:!?)]}»”’*_"


def first_link(words: str) -> str:
    """Answer the first whole address of the web in words, or nothing.

    One with a name or a password in it is nobody else's business, one without a dot no public place.
    """
    found = _LINK.search(words)
    if found is None:
        return ""
    link = found[0].rstrip(_BEHIND)
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_public = "." in host and parts.username is None and parts.password is None
    return link if is_public and len(link) <= LONGEST else ""
