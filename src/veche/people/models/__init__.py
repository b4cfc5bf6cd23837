"""Persons, what ties handles to them, what we know of them, and where they stand."""

from veche.people.models.deciding import Duplicate, Merge, Split, Trace
from veche.people.models.describing import (
    Consent,
    ConsentText,
    Field,
    Note,
    Tag,
    Tagging,
    TeamMark,
    Trait,
)
from veche.people.models.persons import Attachment, Person
from veche.people.models.segments import Segment, Size, Spell
from veche.people.models.standing import Presence, SavedView, Standing, Touch, Transition

__all__ = [
    "Attachment",
    "Consent",
    "ConsentText",
    "Duplicate",
    "Field",
    "Merge",
    "Note",
    "Person",
    "Presence",
    "SavedView",
    "Segment",
    "Size",
    "Spell",
    "Split",
    "Standing",
    "Tag",
    "Tagging",
    "TeamMark",
    "Touch",
    "Trace",
    "Trait",
    "Transition",
]
