"""The live part: a filled in form knocks, is looked at, and becomes what somebody said."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from veche.channels.connectors.form.fields import (
    MOST_FIELDS,
    TOKEN,
    TRAP,
    Field,
    Shape,
    errors_of,
    faults_of,
    fields_of,
    values_in,
)
from veche.channels.connectors.form.tokens import FASTEST, SLOWEST, shown_at
from veche.channels.terms import Record
from veche.channels.terms.live import Access, Checked, Finding, Knock, Known, Live, Opened, Raw, Setting, Way
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import Moment
from veche.ledger.terms import Handle, Kind, Place, Sighting

LARGEST_FORM = 256 * 1024
NOT_A_FORM = N_("This is not the form that we showed.")
TOO_LARGE = N_("The form is too large.")
TOO_FAST = N_("That was too fast for a person: wait a moment and send it again.")
TOO_OLD = N_("The form was open for too long: load the page anew and send it again.")
NO_SECRET = N_("The form is closed: it has no secret.")
ASKS = N_("The form asks for {count} things.")
NO_TEXT = N_("No consent is asked for: in many countries one must be before e-mail addresses are kept.")


def check(access: Access) -> Checked:
    """Look whether the form can be shown."""
    refuse_if(faults_of(access.settings))
    if not access.settings.get("secret"):
        raise Refusal(Reason(NO_SECRET, field="secret"))
    title, fields = clean_name(access.settings["title"]), fields_of(access.settings)
    found = [Finding(ASKS, values={"count": len(fields)})]
    if all(field.shape is not Shape.CONSENT for field in fields):
        found.append(Finding(NO_TEXT))
    return Checked(title, tuple(found), {"key": key_of(access), "title": title})


def key_of(access: Access) -> str:
    """Answer what the form is known by: made once, of the address at which it knocks first."""
    kept = access.facts.get("key")
    return kept if type(kept) is str and kept else _digest(access.address.rstrip("/").rpartition("/")[2])


def knock(access: Access, asked: Knock) -> Opened:
    """Take a filled in form; refuses programs, what is stale, and what is wrong, with every error."""
    if len(asked.body) > LARGEST_FORM:
        raise Refusal(TOO_LARGE)
    if asked.method != "POST" or not access.settings.get("secret"):
        raise Refusal(NOT_A_FORM if access.settings.get("secret") else NO_SECRET)
    told = _told(asked)
    shown = shown_at(access.settings["secret"], told.get(TOKEN, ""))
    if shown is None or told.get(TRAP, "").strip():
        raise Refusal(NOT_A_FORM)
    if not FASTEST <= asked.at - shown <= SLOWEST:
        raise Refusal(TOO_FAST if asked.at - shown < FASTEST else TOO_OLD)
    fields = fields_of(access.settings)
    refuse_if(errors_of(fields, told))
    kept = _kept(fields, values_in(fields, told)) | {"at": asked.at}
    # A form that is sent twice is one: its token is.
    key = _digest(told[TOKEN])
    return Opened((Raw(key, json.dumps(kept, ensure_ascii=False).encode(), "form"),), b"ok")


def _told(asked: Knock) -> dict[str, str]:
    """Answer what was sent, as a form or as JSON; values are texts, the last one counts."""
    try:
        text = asked.body.decode("utf-8")
        if asked.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json":
            found = json.loads(text)
            pairs = list(found.items()) if type(found) is dict else []
        else:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=4 * MOST_FIELDS)
    except (ValueError, RecursionError) as error:
        raise Refusal(NOT_A_FORM) from error
    plain = ((key, "on" if value is True else value) for key, value in pairs)
    return {key: str(value) for key, value in plain if type(value) in (str, int, float)}


def _kept(fields: tuple[Field, ...], values: Mapping[str, str]) -> dict[str, Any]:
    """Answer what is kept: also what was asked, for a form changes and its answers stay."""
    asked = [
        {"title": field.title, "value": values[field.key]}
        for field in fields
        if field.key.startswith("own_") and values[field.key]
    ]
    consents = [field.title for field in fields if field.shape is Shape.CONSENT]
    return {
        "name": clean_name(values["name"]), "email": values["email"], "message": values.get("message", ""),
        "asked": asked, "consent": consents[0] if consents else "",
    }  # fmt: skip


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer who wrote what; without an e-mail address they are known by this one form only."""
    told = json.loads(raw.payload)
    place = Place("form", str(known.facts["key"]), str(known.facts["title"]), "form")
    mail, name = told["email"], told["name"]
    handle = Handle("email", mail, name) if mail else Handle("row", f"{place.key}/{raw.key}", name)
    lines = [f"{one['title']}: {one['value']}" for one in told["asked"]]
    words = "\n\n".join(part for part in (told["message"], "\n".join(lines)) if part)
    extra = {"consent": told["consent"]} if told["consent"] else None
    seen = Sighting(place, handle, Kind.SUBMITTED, Moment(told["at"]), raw.key, words, extra=extra)
    yield Record(raw.key, (seen,))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


LIVE = Live(
    settings=(
        Setting("title", N_("Title of the form")),
        Setting("secret", N_("Secret"), N_("It signs when the form was shown; left empty, we make it up."),
                is_secret=True, is_optional=True, is_ours=True),
        Setting("email", N_("E-mail address"), guess="needed",
                choices=(("needed", N_("has to be given")), ("optional", N_("may be left out")))),
        Setting("message", N_("Message"), guess="asked",
                choices=(("asked", N_("is asked for")), ("none", N_("is not asked for")))),
        Setting("fields", N_("Your own questions"),
                N_("One a line; a star at the end: has to be answered; choices behind a colon: "
                   "«Size: S | M | L *»."), is_optional=True, is_long=True),
        Setting("consent", N_("Text of the consent"),
                N_("Whoever sends the form agrees to it; it is kept with what was sent, word by word."),
                is_optional=True, is_long=True),
        Setting("thanks", N_("What is said to whoever sent it"),
                N_("Shown after «Thank you»: when you answer, what happens next."),
                is_optional=True, is_long=True),
        Setting("sites", N_("Sites that may show the form in their pages"),
                N_("As «https://example.org», with spaces between; left empty, every site may."),
                is_optional=True),
    ),
    steps=(
        N_("Give the form a title and say what it asks for; name and e-mail are always there."),
        N_("When it is connected, the form has a page of its own: link to it, or show it in other pages."),
    ),
    ways=(Way.HOOK,),
    check=check,
    read=read,
    knock=knock,
    is_ours=True,
)  # fmt: skip
