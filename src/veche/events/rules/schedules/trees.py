"""Schedule XML (Pentabarf's, as frab, pretalx and wafer write it) as the tree that its JSON form is.

The form: https://c3voc.de/wiki/schedule and `schedule.xsd` of voc/schedule. What comes is from anybody:
a document type, and with it every entity, is refused before a byte of it is looked at.
"""

from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from veche.kit.terms import N_, Reason, Refusal

NO_XML = N_("This is no whole XML: {error}")
NO_TYPES = N_("The file declares a document type, which a schedule never needs.")
NOT_A_SCHEDULE = N_("This is XML, but not a schedule of a conference.")
DEEPEST = 40
_TEXTS = ("id", "guid", "date", "start", "duration", "room", "title", "subtitle", "track", "type", "language",
          "abstract", "description")  # fmt: skip


def tree_of(content: bytes) -> dict[str, Any]:
    """Answer a schedule's XML as the tree that its JSON form has; refuses what is none."""
    root = _parsed(content)
    if root.tag != "schedule":
        raise Refusal(Reason(NOT_A_SCHEDULE))
    conference = root.find("conference")
    about = {} if conference is None else {child.tag: _text(child) for child in conference}
    generator = root.find("generator")
    days = [
        {"date": day.get("date", ""), "rooms": [(r.get("name", ""), _events(r)) for r in day.findall("room")]}
        for day in root.findall("day")
    ]
    return {
        "generator": generator.get("name", "") if generator is not None else "",
        "conference": about | {"days": days},
    }


def _events(room: Element) -> list[dict[str, Any]]:
    return [_event(found) for found in room.findall("event")]


def _event(found: Element) -> dict[str, Any]:
    told: dict[str, Any] = {name: _text(found.find(name)) for name in _TEXTS}
    told |= {name: found.get(name, "") or told[name] for name in ("id", "guid")}
    told["persons"] = [
        {"id": one.get("id", ""), "guid": one.get("guid", ""), "name": _text(one),
        "bio": one.get("biography", "")}
        for one in found.findall("persons/person")
    ]  # fmt: skip
    for many, one in (("links", "link"), ("attachments", "attachment")):
        told[many] = [
            {"url": link.get("href", ""), "type": link.get("type", ""), "title": _text(link)}
            for link in found.findall(f"{many}/{one}")
        ]
    return told


def _text(found: Element | None) -> str:
    return (found.text or "").strip() if found is not None else ""


def _parsed(content: bytes) -> Element:
    builder, depth = TreeBuilder(), 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refusal(Reason(NOT_A_SCHEDULE))
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def refuse(*_: object) -> None:
        raise Refusal(Reason(NO_TYPES))

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refusal(Reason(NO_XML, values={"error": str(error)[:200]})) from error
    root: Element = builder.close()
    return root
