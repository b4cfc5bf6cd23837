"""Picturing: a person's photo, drawn anew so that nothing but the picture is kept of the file."""

from __future__ import annotations

from collections.abc import Iterable
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.pictures import drawn_anew
from veche.people.models import Person
from veche.people.terms import DESCRIBE_PEOPLE

if TYPE_CHECKING:
    from veche.core.models import Community

FOLDER = "faces"
SIDE = 512


def show_face(person: Person, picture: BinaryIO, *, in_: Community, by: Actor) -> None:
    """Set a person's photo. It is drawn anew as a square: place, camera and all else in the file go.

    Refuses what is no picture, or too large to be opened safely.
    """
    require(by, DESCRIBE_PEOPLE, in_=in_)
    data = drawn_anew(picture, SIDE, square=True)
    name = f"{FOLDER}/{token_hex(16)}.webp"
    path = settings.FILES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    try:
        _keep(person, name, in_, by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def hide_face(person: Person, *, in_: Community, by: Actor) -> None:
    """Take a person's photo away with its file; that of a person merged into them shows again."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    _keep(person, "", in_, by)


def _keep(person: Person, name: str, community: Community, by: Actor) -> None:
    with transaction.atomic():
        kept = Person.objects.select_for_update().get(pk=person.pk)
        old, kept.photo = kept.photo, name
        kept.save(update_fields=["photo"])
        show_own_faces([kept.pk])
        kept.refresh_from_db(fields=["face"])
        audit(by, "people.show_face", in_=community, on=kept)
        transaction.on_commit(lambda: drop_file(old))
    person.photo, person.face = kept.photo, kept.face


def show_own_faces(persons: Iterable[int | None]) -> None:
    """Have persons show their own photo, else that of the first merged into them. May be repeated."""
    ids = sql.listed({pk for pk in persons if pk is not None})
    sql.execute(
        "UPDATE people_person SET face = coalesce(nullif(photo, ''), ("
        "SELECT m.photo FROM people_person m WHERE m.merged_into_id = people_person.id AND m.photo <> '' "
        f"ORDER BY m.id LIMIT 1), '') WHERE {sql.any_of('id')}",
        (ids,),
    )


def drop_file(name: str) -> None:
    """Remove the file of a photo; one that is gone already is no error."""
    if name.startswith(f"{FOLDER}/"):
        (settings.FILES / FOLDER / name.removeprefix(f"{FOLDER}/")).unlink(missing_ok=True)
