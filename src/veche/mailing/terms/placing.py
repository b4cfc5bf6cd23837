"""Places in a letter that are another for each: what stands in braces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from veche.kit.terms import N_

NAMES: Mapping[str, str] = {
    "first_name": N_("first name"), "last_name": N_("family name"), "name": N_("whole name"),
    "city": N_("city"), "email": N_("e-mail address"), "community": N_("name of the community"),
    "newsletter": N_("name of the newsletter"),
}  # fmt: skip
# Of the event that a sequence is about; a letter that is about none has nothing to fill them with.
EVENT_NAMES: Mapping[str, str] = {
    "event": N_("name of the event"), "event_date": N_("its day"),
    "event_time": N_("its hour, by the clock of the place"),
    "event_local_time": N_("its hour, by the reader’s own clock"), "event_place": N_("its place"),
    "event_link": N_("link to its page"),
    "event_registration": N_("link to the reader’s registration"),
    "event_feedback": N_("link to the reader’s form for feedback"),
    "event_album": N_("link to its photos"),
}  # fmt: skip
# Of these the value is an address that a link may lead to as it is; its page where there is nothing else.
EVENT_LINKS = frozenset({"event_link", "event_registration", "event_feedback", "event_album"})
# A field of their own begins so: {field:company}.
FIELD = "field:"
# Only names of people are brought into another case.
INFLECTED = frozenset({"first_name", "last_name", "name"})
CASES: Mapping[str, str] = {
    "nomn": N_("who? (nominative)"), "gent": N_("of whom? (genitive)"), "datv": N_("to whom? (dative)"),
    "accs": N_("whom? (accusative)"), "ablt": N_("by whom? (instrumental)"),
    "loct": N_("about whom? (prepositional)"),
}  # fmt: skip
# The value that says how somebody is spoken of; anything else is neutral.
SEX, MALE, FEMALE, NEUTRAL = "sex", "m", "f", "n"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The value of a name, in a case where one is asked for, or what stands where there is none."""

    name: str
    case: str = ""
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that is another for men and women, with one for whoever said nothing."""

    male: str = ""
    female: str = ""
    neutral: str = ""


Place = Placeholder | Choice
