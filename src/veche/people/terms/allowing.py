"""Who may do what with people."""

from veche.core.terms import INSIDERS, LEADERS, STEWARDS, Permission, Role
from veche.kit.terms import N_

DESCRIBERS = STEWARDS | {Role.EVENT_ORGANISER}

READ_PEOPLE = Permission("people.read_people", N_("See people and what they did"), INSIDERS)
DESCRIBE_PEOPLE = Permission(
    "people.describe_people", N_("Add people, describe, tag and note them, keep their consents"), DESCRIBERS
)
READ_SPECIALS = Permission("people.read_specials", N_("See and set traits of special categories"), STEWARDS)
MERGE_PEOPLE = Permission("people.merge_people", N_("Merge and split people"), STEWARDS)
EXPORT_PEOPLE = Permission("people.export_people", N_("Save lists of people as files"), STEWARDS)
SAVE_SEGMENTS = Permission("people.save_segments", N_("Make and change segments"), INSIDERS)
SET_FIELDS = Permission("people.set_fields", N_("Decide which traits are kept"), STEWARDS)
OPEN_SPECIALS = Permission(
    "people.open_specials", N_("Switch traits of special categories on and off"), LEADERS, True
)
FORGET_PEOPLE = Permission("people.forget_people", N_("Forget a person by law"), LEADERS, True)
GIVE_DATA = Permission("people.give_data", N_("Give a person all their data"), LEADERS, True)
# What only the machine does by itself: recognising, stages, proposals.
KEEP_PEOPLE = Permission("people.keep_people", N_("Have people recognised anew"), LEADERS)

PERMISSIONS = (
    READ_PEOPLE, DESCRIBE_PEOPLE, READ_SPECIALS, MERGE_PEOPLE, EXPORT_PEOPLE, SAVE_SEGMENTS, SET_FIELDS,
    OPEN_SPECIALS, FORGET_PEOPLE, GIVE_DATA, KEEP_PEOPLE,
)  # fmt: skip
