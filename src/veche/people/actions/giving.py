"""Giving: a person gets all that is kept of them, as files."""

from __future__ import annotations

import zipfile
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

import orjson
from django.conf import settings

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.rooms import panels_of
from veche.kit.terms import N_
from veche.people.models import Person
from veche.people.queries.belongings import what_is_known, what_was_done
from veche.people.terms import GIVE_DATA, PERSON_DATA

if TYPE_CHECKING:
    from veche.core.models import Community

IN_MEMORY = 8 * 1024**2
READ_ME = N_(
    "All that is kept of {name} here.\n\n"
    "person.json: names, handles, stages, channels, traits, tags, notes, consents.\n"
    "deeds.json: everything they did, with their words.\n"
    "photo.webp: the photo, where there is one.\n"
    "Other files: what else is kept, registrations for events with their answers for one.\n\n"
    "All times are in UTC."
)


def give_data(person: Person, read_me: str, *, in_: Community, by: Actor) -> IO[bytes]:
    """Answer a zip with all that is kept of a person over the whole organisation, open at its start.

    What others said to them is not theirs and not in it. `read_me` stands in it for the person to
    read. Written by steps: memory does not grow with what they did.
    """
    require(by, GIVE_DATA, in_=person.organisation)
    audit(by, "people.give_data", in_=in_, on=person)
    packed: IO[bytes] = SpooledTemporaryFile(IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", read_me)
        archive.writestr("person.json", orjson.dumps(what_is_known(person), option=orjson.OPT_INDENT_2))
        with archive.open("deeds.json", "w", force_zip64=True) as deeds:
            deeds.write(b"[")
            for number, deed in enumerate(what_was_done(person)):
                deeds.write((b",\n" if number else b"\n") + orjson.dumps(deed))
            deeds.write(b"\n]\n")
        for panel in panels_of(PERSON_DATA):
            if part := panel(person):
                name, kept = part
                archive.writestr(name, orjson.dumps(kept, option=orjson.OPT_INDENT_2))
        photo = settings.FILES / person.face if person.face else None
        if photo is not None and photo.is_file():
            archive.write(photo, "photo.webp")
    packed.seek(0)
    return packed
