"""Filling in: what a rule was told becomes its settings, or all that is wrong with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from veche.inbox.terms.moderation import RULE_FORMS, SPANS, Parameter, Remedy, RuleDraft, RuleKind
from veche.kit.terms import N_, Reason
from veche.kit.text import clean_name

MOST_LINES, LONGEST_LINE, LONGEST_TEXT = 500, 100, 1_000
_NO_TITLE = N_("Give the rule a name.")
_NUMBER = N_("A whole number from {least} to {most}.")
_LINES = N_("Write at least one word.")
_MANY = N_("No more than {most} lines.")
_NEW = N_("Say after how many days or messages somebody is new no more.")
_JOIN = N_("There is no message to hide, delete or answer when somebody joins.")
_SPAN = N_("Choose one of the list.")
_LONG = N_("No more than {most} characters.")


def settings_in(kind: RuleKind, filled: Mapping[str, str]) -> dict[str, Any]:
    """Answer a rule's settings from what was filled in; numbers that are none become the usual ones."""
    return {one.key: _value(one, filled.get(one.key, "")) for one in RULE_FORMS[kind].parameters}


def faults_of_draft(draft: RuleDraft) -> list[Reason]:
    """Answer everything that is wrong with a rule as it was filled in."""
    faults = [] if clean_name(draft.title) else [Reason(_NO_TITLE, field="title")]
    for one in RULE_FORMS[draft.kind].parameters:
        faults += _faults_of(one, draft.settings.get(one.key, ""))
    settings = settings_in(draft.kind, draft.settings)
    if draft.kind is RuleKind.LINKS and not (settings["days"] or settings["words"]):
        faults.append(Reason(_NEW, field="days"))
    if draft.kind is RuleKind.RAID and draft.remedy in (Remedy.HIDE, Remedy.DELETE, Remedy.WARN):
        faults.append(Reason(_JOIN, field="remedy"))
    if draft.minutes not in SPANS:
        faults.append(Reason(_SPAN, field="minutes"))
    for name in ("warning_ru", "warning_en", "appeal_ru", "appeal_en"):
        if len(getattr(draft, name)) > LONGEST_TEXT:
            faults.append(Reason(_LONG, field=name, values={"most": LONGEST_TEXT}))
    return faults


def _faults_of(one: Parameter, text: str) -> list[Reason]:
    if one.is_lines:
        lines = lines_in(text)
        if not lines and not one.is_optional:
            return [Reason(_LINES, field=one.key)]
        return [Reason(_MANY, field=one.key, values={"most": MOST_LINES})] if len(lines) > MOST_LINES else []
    number = _number(text)
    if number is None or not one.least <= number <= one.most:
        return [Reason(_NUMBER, field=one.key, values={"least": one.least, "most": one.most})]
    return []


def _value(one: Parameter, text: str) -> Any:
    if one.is_lines:
        return lines_in(text)[:MOST_LINES]
    number = _number(text)
    return one.guess if number is None else number


def _number(text: str) -> int | None:
    bare = str(text).strip()
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 8 else None


def lines_in(text: str) -> list[str]:
    """Answer the lines of a text that say something, each once and cut to a bound."""
    lines: Iterable[str] = (clean_name(line, LONGEST_LINE) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))
