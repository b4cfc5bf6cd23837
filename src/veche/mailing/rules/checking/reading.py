"""What a check looks at in a rendered letter: its links with their words, its pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class SeenLink:
    """A link: where it leads, what it says, whether a picture is within."""

    address: str
    words: str = ""
    has_picture: bool = False


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """A picture: where it is, what it says to whoever does not see it, whether it is a link."""

    address: str
    alt: str
    is_link: bool


@dataclass(slots=True)
class Seen:
    """Links and pictures of a letter in their order."""

    links: list[SeenLink] = field(default_factory=list)
    pictures: list[SeenPicture] = field(default_factory=list)


def read(html: str) -> Seen:
    """Answer the links and pictures of a rendered document."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


class _Reader(HTMLParser):
    """Gathers links and pictures."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self._link: SeenLink | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link or a picture."""
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._link = SeenLink(given.get("href", ""))
            self.seen.links.append(self._link)
        elif tag == "img":
            alt = given.get("alt", "").strip()
            self.seen.pictures.append(SeenPicture(given.get("src", ""), alt, self._link is not None))
            if self._link:
                self._link.has_picture = True
                self._link.words += alt

    def handle_endtag(self, tag: str) -> None:
        """End a link."""
        if tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        """Take the words of a link."""
        if self._link:
            self._link.words += data
