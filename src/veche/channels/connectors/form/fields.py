"""Fields: what a form asks for, by its settings, and what is wrong with what it was filled in with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from veche.kit.terms import N_, Reason
from veche.kit.text import clean, clean_name

LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT, LONGEST_MAIL = 200, 500, 10_000, 200
MOST_FIELDS, MOST_CHOICES, MOST_SITES = 30, 50, 50
# Invisible to people; programs fill in everything they find.
TRAP, TOKEN = "website", "form_token"
_SITE = re.compile(r"(?:https?://)?(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::\d{1,5})?")
_MAIL = re.compile(r"[^\s@<>\"',;:()\[\]\\]{1,64}@[^\s@<>\"',;:()\[\]\\]+\.[^\s@<>\"',;:()\[\]\\.]{2,}")

MISSING = N_("Fill this in, please.")
NO_MAIL = N_("This is no e-mail address.")
TOO_LONG = N_("This is too long: {most} characters at the most.")
NO_CHOICE = N_("Choose one of the answers.")
NO_CONSENT = N_("Without your consent we may not keep this.")
NO_TITLE = N_("Give the form a title.")
TOO_MANY = N_("A form asks for {most} things at the most.")
NO_SITE = N_("«{site}» is no site: write one as «https://example.org», several with spaces between.")
NO_NAME = N_("Line {line}: a field needs a name.")
TWICE = N_("Line {line}: «{name}» is asked for twice.")


class Shape(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    MAIL = "mail"
    CHOICE = "choice"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for: `title` is in the words of whoever made the form."""

    key: str
    title: str
    shape: Shape
    is_needed: bool = False
    longest: int = LONGEST_LINE
    choices: tuple[str, ...] = ()


# Titles that are ours are gettext ids; those of the form's own fields are shown as they are.
NAME = Field("name", N_("Your name"), Shape.LINE, longest=LONGEST_NAME)
MAIL = Field("email", N_("E-mail"), Shape.MAIL, longest=LONGEST_MAIL)
MESSAGE = Field("message", N_("Message"), Shape.TEXT, is_needed=True, longest=LONGEST_TEXT)


def fields_of(settings: Mapping[str, str]) -> tuple[Field, ...]:
    """Answer what a form asks for, in order: name, e-mail, the form's own fields, message, consent."""
    is_needed = settings.get("email", "needed") != "optional"
    fields = [NAME, Field(MAIL.key, MAIL.title, MAIL.shape, is_needed, MAIL.longest)]
    fields += own_fields(settings.get("fields", ""))[0]
    if settings.get("message", "asked") != "none":
        fields.append(MESSAGE)
    consent = clean(settings.get("consent", ""), 2_000).strip()
    if consent:
        fields.append(Field("consent", consent, Shape.CONSENT, is_needed=True, longest=10))
    return tuple(fields)


def own_fields(told: str) -> tuple[list[Field], list[Reason]]:
    """Read the form's own fields, one a line: «City», «Why do you come? *», «Size: S | M | L *».

    A star at the end says that a field has to be filled in; answers to choose from stand behind the
    last colon, parted by bars. Answers the fields, and what is wrong with their lines.
    """
    fields: list[Field] = []
    reasons: list[Reason] = []
    for number, line in enumerate(clean(told, 20_000).splitlines(), 1):
        text = clean_name(line, 400)
        if not text:
            continue
        field = _own_field(text)
        if not field.title:
            reasons.append(Reason(NO_NAME, field="fields", values={"line": number}))
        elif field.key in {one.key for one in fields}:
            reasons.append(Reason(TWICE, field="fields", values={"line": number, "name": field.title}))
        else:
            fields.append(field)
    if len(fields) > MOST_FIELDS:
        reasons.append(Reason(TOO_MANY, field="fields", values={"most": MOST_FIELDS}))
    return fields[:MOST_FIELDS], reasons


def _own_field(text: str) -> Field:
    is_needed = text.endswith("*")
    text = text.rstrip("* ")
    title, colon, rest = text.rpartition(":")
    if not colon or "|" not in rest:
        return Field(_key(text), text, Shape.LINE, is_needed)
    choices = tuple(dict.fromkeys(one.strip() for one in rest.split("|") if one.strip()))[:MOST_CHOICES]
    return Field(_key(title), title.strip(), Shape.CHOICE, is_needed, choices=choices)


def _key(title: str) -> str:
    """Answer the name under which a field is sent: no two of ours begin so."""
    return "own_" + re.sub(r"\W+", "_", title.strip().casefold())[:60]


def values_in(fields: tuple[Field, ...], told: Mapping[str, str]) -> dict[str, str]:
    """Answer what a form was filled in with, cleaned, and nothing that was not asked for."""
    values = {}
    for field in fields:
        text = clean(str(told.get(field.key, "")), field.longest + 1).strip()
        values[field.key] = text if field.shape is Shape.TEXT else " ".join(text.split())
    if values.get("email"):
        values["email"] = values["email"].lower()
    return values


def errors_of(fields: tuple[Field, ...], told: Mapping[str, str]) -> list[Reason]:
    """Answer everything that is wrong with what was filled in, each with its field."""
    values = values_in(fields, told)
    return [
        Reason(text, field=field.key, values=filling)
        for field in fields
        for text, filling in [_error(field, values[field.key])]
        if text
    ]


def _error(field: Field, value: str) -> tuple[str, Mapping[str, object]]:
    if not value:
        missing = NO_CONSENT if field.shape is Shape.CONSENT else MISSING
        return (missing if field.is_needed else ""), {}
    if len(value) > field.longest:
        return TOO_LONG, {"most": field.longest}
    if field.shape is Shape.MAIL and not _MAIL.fullmatch(value):
        return NO_MAIL, {}
    if field.shape is Shape.CHOICE and value not in field.choices:
        return NO_CHOICE, {}
    return "", {}


def faults_of(settings: Mapping[str, str]) -> list[Reason]:
    """Answer everything that is wrong with the definition of a form."""
    reasons = [] if clean_name(settings.get("title", "")) else [Reason(NO_TITLE, field="title")]
    reasons += [
        Reason(NO_SITE, field="sites", values={"site": site[:60]})
        for site in _sites_told(settings)
        if not _SITE.fullmatch(site)
    ]
    return reasons + own_fields(settings.get("fields", ""))[1]


def sites_of(settings: Mapping[str, str]) -> tuple[str, ...]:
    """Answer the sites that may show the form in their pages; none: every site may."""
    return tuple(site for site in _sites_told(settings) if _SITE.fullmatch(site))


def _sites_told(settings: Mapping[str, str]) -> list[str]:
    return [site.rstrip("/") for site in settings.get("sites", "").lower().split()][:MOST_SITES]
