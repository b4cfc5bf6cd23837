"""Pages: whose wall, which post, which discussion a record stands under, and where that is said."""

import re
from typing import Any, NamedTuple

from veche.channels.connectors.vk.values import dict_of, dicts_of, first_number, number_of, text_of

_LINK = re.compile(
    r"(?:^|[^a-z])(?:wall(?P<wall>-?\d{1,15})(?:_(?P<post>\d{1,15}))?"
    r"|(?:topic|board)-?(?P<group>\d{1,15})(?:_(?P<topic>\d{1,15}))?"
    r"|(?:club|public|event)(?P<club>\d{1,15})|id(?P<user>\d{1,15}))(?!\d)",
    re.IGNORECASE,
)
_SLUG = re.compile(r"(?:https?://)?(?:(?:m\.)?vk\.(?:com|ru)/)?@?([\w.]{2,64})/?", re.IGNORECASE)


class Page(NamedTuple):
    """A page of VK by its numbers, 0 for what is not known; communities own theirs by a negative number."""

    owner: int = 0
    post: int = 0
    topic: int = 0

    def over(self, other: "Page") -> "Page":
        """Answer this page with the numbers of another where it has none; not mixed of two owners."""
        if self.owner and other.owner and self.owner != other.owner:
            return self
        if self.post or self.topic:
            return self._replace(owner=self.owner or other.owner)
        return Page(self.owner or other.owner, other.post, other.topic)


NOWHERE = Page()


def page_of(record: Any) -> Page:
    """Answer the page that a record, a response or the request kept with it names."""
    record = dict_of(record)
    owner = first_number(record, "owner_id", "to_id", "source_id")
    owner = owner or -abs(number_of(record.get("group_id")))
    return Page(owner, first_number(record, "post_id"), first_number(record, "topic_id"))


def page_around(context: dict[str, Any]) -> Page:
    """Answer the page that what stands around an array names: the response itself, or its parameters."""
    page = page_of(context)
    for key in ("params", "request", "parameters"):
        page = page.over(_of_parameters(dict_of(context.get(key))))
    told = {text_of(pair.get("key")): pair.get("value") for pair in dicts_of(context.get("request_params"))}
    return page.over(_of_parameters(told))


def _of_parameters(parameters: dict[str, Any]) -> Page:
    page = page_of(parameters)
    if not page.post and text_of(parameters.get("type")) == "post":
        page = page._replace(post=number_of(parameters.get("item_id")))
    return page


def page_in(text: str) -> Page:
    """Answer the page that a link or the name of a file names: «wall-1_23», «topic-1_23», «club1»."""
    found = _LINK.search(text)
    if not found:
        return NOWHERE
    if found["wall"]:
        return Page(number_of(found["wall"]), number_of(found["post"]))
    if found["group"]:
        return Page(-number_of(found["group"]), 0, number_of(found["topic"]))
    return Page(-number_of(found["club"]) or number_of(found["user"]))


def slug_in(text: str) -> str:
    """Answer the address of a page that goes by a name: «runners» of «vk.com/runners»."""
    found = _SLUG.fullmatch(text.strip())
    return found[1].lower() if found else ""
