"""Letters as a feed, whole."""

from __future__ import annotations

from typing import Any

from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator


class LettersFeed(Rss201rev2Feed):
    """RSS 2.0 with the whole text beside the summary (http://purl.org/rss/1.0/modules/content/)."""

    def rss_attributes(self) -> dict[str, str]:
        """Answer the names the feed uses."""
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write an item with its whole text."""
        super().add_item_elements(handler, item)
        if item.get("content"):
            handler.addQuickElement("content:encoded", item["content"])
