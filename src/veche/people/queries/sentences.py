"""Sentences: a segment's conditions as people say them, in the reader's language.

Every condition is said as a relative clause («who …», «whose …»), so that they can be joined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext

from veche.kit.terms import N_
from veche.people.queries.phrases import (
    is_never,
    quoted,
    said_ahead,
    said_and,
    said_days,
    said_or,
    said_times,
    said_when,
    said_where,
)
from veche.people.terms.conditions import Condition, Group, Joint, Known
from veche.people.terms.stages import STAGE_FORMS, Stage
from veche.people.terms.verbs import VERBS

_TRAITS: Mapping[str, str] = {
    "is": N_("whose {field} is {value}"),
    "begins": N_("whose {field} begins with {value}"),
    "contains": N_("whose {field} contains {value}"),
    "least": N_("whose {field} is at least {value}"),
    "most": N_("whose {field} is at most {value}"),
    "when": N_("whose {field} lies {value}"),
    "anniversary": N_("whose {field} comes round {value}"),
    "yes": N_("whose {field} is “yes”"),
    "no": N_("whose {field} is “no”"),
    "person": N_("whose {field} is {value}"),
    "known": N_("whose {field} is known"),
    "unknown": N_("whose {field} is not known"),
}


def sentence_of(group: Group, known: Known) -> str:
    """Answer what a segment's conditions say, as one sentence; empty ones are everybody."""
    if not group.parts:
        return gettext("Everybody")
    parts = [_said(part, known, group.joint) for part in group.parts]
    if group.joint is Joint.NONE:
        return gettext("Everybody except those {clauses}").format(clauses=said_or(parts))
    if group.joint is Joint.ANY:
        return gettext("People {clauses}").format(clauses=said_or(parts))
    return _all(group, known, gettext("People {clauses}"), gettext("Everybody {clauses}"))


def _all(group: Group, known: Known, people: str, everybody: str) -> str:
    """Say that all is true: first what people are, then whom that leaves out."""
    without = [part for part in group.parts if _is_none(part)]
    within = [_said(part, known, Joint.ALL) for part in group.parts if not _is_none(part)]
    exceptions = [_except(part, known) for part in without if isinstance(part, Group)]
    if not within:
        return everybody.format(clauses=said_and(exceptions))
    return people.format(clauses=", ".join([said_and(within), *exceptions]))


def _is_none(part: Condition | Group) -> bool:
    return isinstance(part, Group) and part.joint is Joint.NONE and bool(part.parts)


def _except(group: Group, known: Known) -> str:
    clauses = said_or(_said(part, known, Joint.ANY) for part in group.parts)
    return gettext("except those {clauses}").format(clauses=clauses)


def _said(part: Condition | Group, known: Known, around: Joint) -> str:
    """Say one part as a clause; a group inside is set in brackets where it would be read wrongly."""
    if isinstance(part, Condition):
        return _SAYERS[part.about](part.told, known)
    inner = [_said(each, known, part.joint) for each in part.parts]
    if not inner:
        return gettext("who are anybody")
    if part.joint is Joint.NONE:
        return gettext("who are not among those {clauses}").format(clauses=said_or(inner))
    if part.joint is around or len(inner) == 1:
        return said_or(inner) if part.joint is Joint.ANY else said_and(inner)
    if part.joint is Joint.ALL:
        return "(" + _all(part, known, "{clauses}", gettext("who are any {clauses}")) + ")"
    return f"({said_or(inner)})"


def _stage(told: Mapping[str, Any], _known: Known) -> str:
    stages = quoted(gettext(STAGE_FORMS[Stage(stage)].title) for stage in told["stages"])
    text = gettext("who are at the stage {stages}").format(stages=stages)
    if told["held"] == "least":
        return text + " " + gettext("for at least {days}").format(days=said_days(told["days"]))
    if told["held"] == "most":
        return text + " " + gettext("for at most {days}").format(days=said_days(told["days"]))
    return text


def _did(told: Mapping[str, Any], known: Known) -> str:
    verbs = [gettext(VERBS[kind]) for kind in told["kinds"]]
    about = ""
    if told.get("subject"):
        about = " " + gettext("about {titles}").format(titles=quoted(told["subject"]))
    if told.get("words"):
        about += " " + gettext("with the words {texts}").format(texts=quoted(told["words"]))
    rest = about + said_where(told, known) + said_when(told)
    if is_never(told):
        return gettext("who never {verbs}").format(verbs=said_or(verbs)) + rest
    return gettext("who {verbs}").format(verbs=said_or(verbs)) + said_times(told) + rest


def _trait(told: Mapping[str, Any], known: Known) -> str:
    field, how = known.fields[told["field"]], told["how"]
    value = ""
    if "texts" in told:
        value = quoted(field.choices.get(text, text) for text in told["texts"])
    elif how == "person":
        value = quoted([known.persons[told["person"]]])
    elif how in {"least", "most"}:
        value = _number(told["limit"])
    elif how == "anniversary":
        value = said_ahead(told["ahead"])
    elif how == "when":
        value = said_when(told).strip()
    return gettext(_TRAITS[how]).format(field=field.title, value=value)


def _number(number: Decimal) -> str:
    return formats.number_format(number.normalize() if number else Decimal(0), use_l10n=True)


def _tag(told: Mapping[str, Any], known: Known) -> str:
    return gettext("who bear the tag {tags}").format(tags=quoted(known.tags[pk] for pk in told["tags"]))


def _channel(told: Mapping[str, Any], known: Known) -> str:
    texts = {
        "in": gettext("who are in {channels}"),
        "seen": gettext("who were seen in {channels}"),
        "left": gettext("who left {channels}"),
    }
    channels = quoted(known.channels[pk] for pk in told["channels"])
    return texts[told["presence"]].format(channels=channels)


def _dated(told: Mapping[str, Any], _known: Known) -> str:
    texts = {
        "joined": gettext("who joined"),
        "first_word": gettext("who said their first word"),
        "first_seen": gettext("who were first seen"),
        "last_seen": gettext("who were last seen"),
        "last_own": gettext("who last did something"),
    }
    return texts[told["moment"]] + said_when(told)


def _source(told: Mapping[str, Any], known: Known) -> str:
    channels = quoted(known.channels[pk] for pk in told.get("channels", ()))
    verbs = said_or(gettext(VERBS[kind]) for kind in told.get("kinds", ()))
    if channels and verbs:
        return gettext("who came through {channels} and first of all {verbs}").format(
            channels=channels, verbs=verbs
        )
    if channels:
        return gettext("who came through {channels}").format(channels=channels)
    return gettext("who first of all {verbs}").format(verbs=verbs) if verbs else gettext("who are anybody")


def _talked(told: Mapping[str, Any], known: Known) -> str:
    if is_never(told):
        texts = {
            "anybody": gettext("who never talked with anybody"),
            "team": gettext("who never talked with the team"),
            "person": gettext("who never talked with {person}"),
        }
    else:
        texts = {
            "anybody": gettext("who talked with others"),
            "team": gettext("who talked with the team"),
            "person": gettext("who talked with {person}"),
        }
    person = quoted([known.persons[told["person"]]]) if told["partner"] == "person" else ""
    text = texts[told["partner"]].format(person=person)
    return text + ("" if is_never(told) else said_times(told)) + said_when(told)


def _same(told: Mapping[str, Any], known: Known) -> str:
    person = quoted([known.persons[told["person"]]])
    return gettext("whose {field} is the same as that of {person}").format(
        field=known.fields[told["field"]].title, person=person
    )


def _money(told: Mapping[str, Any], _known: Known) -> str:
    text = (
        gettext("who spent at least {sum}")
        if told["amount"] == "least"
        else gettext("who spent at most {sum}")
    )
    return text.format(sum=f"{_number(told['sum'])}\N{NO-BREAK SPACE}{told['currency']}") + said_when(told)


def _consent(told: Mapping[str, Any], _known: Known) -> str:
    texts = {
        "processing": {
            "given": gettext("who allow us to keep their data"),
            "withdrawn": gettext("who no longer allow us to keep their data"),
            "none": gettext("who never allowed us to keep their data"),
        },
        "letters": {
            "given": gettext("who allow us to send letters"),
            "withdrawn": gettext("who no longer allow us to send letters"),
            "none": gettext("who never allowed us to send letters"),
        },
        "photos": {
            "given": gettext("who allow us to publish their photos"),
            "withdrawn": gettext("who no longer allow us to publish their photos"),
            "none": gettext("who never allowed us to publish their photos"),
        },
    }
    return texts[told["purpose"]][told["state"]]


def _team(told: Mapping[str, Any], _known: Known) -> str:
    return gettext("who are of the team") if told["is"] == "in" else gettext("who are not of the team")


def _segment(told: Mapping[str, Any], known: Known) -> str:
    title = quoted([known.segments[told["segment"]]])
    return gettext("who are in the segment {title}").format(title=title)


_SAYERS: Mapping[str, Callable[[Mapping[str, Any], Known], str]] = {
    "stage": _stage, "did": _did, "trait": _trait, "tag": _tag, "channel": _channel, "dated": _dated,
    "source": _source, "talked": _talked, "same": _same, "money": _money, "consent": _consent,
    "team": _team, "segment": _segment,
}  # fmt: skip
