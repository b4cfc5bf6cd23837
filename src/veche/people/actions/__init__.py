"""People's door for writing: who is one, what we know of them, where they stand."""

from veche.people.actions.consenting import give_consent, withdraw_consent
from veche.people.actions.exporting import note_export
from veche.people.actions.fields import close_special, open_special, remove_field, restore_field, set_field
from veche.people.actions.forgetting import forget_person
from veche.people.actions.giving import give_data
from veche.people.actions.laying import lay_belongings, lay_snapshots
from veche.people.actions.listening import drop_told
from veche.people.actions.merging import merge_persons, split_identities, undo_merge, undo_split
from veche.people.actions.naming import add_person, name_person
from veche.people.actions.picturing import hide_face, show_face
from veche.people.actions.proposing import dismiss_duplicate, propose_step, reopen_duplicate
from veche.people.actions.recognising import let_go_of_lonely, recognise_all, recognise_batch, touch_persons
from veche.people.actions.segments import (
    follow_segment,
    remove_segment,
    restore_segment,
    save_segment,
)
from veche.people.actions.standing import review_standings, stand_step
from veche.people.actions.tagging import (
    change_note,
    mark_team,
    remove_note,
    restore_note,
    tag_people,
    untag_people,
    write_note,
)
from veche.people.actions.traits import describe_person, remove_trait, restore_trait
from veche.people.actions.viewing import remove_view, save_view

__all__ = [
    "add_person",
    "change_note",
    "close_special",
    "describe_person",
    "dismiss_duplicate",
    "drop_told",
    "follow_segment",
    "forget_person",
    "give_consent",
    "give_data",
    "hide_face",
    "lay_belongings",
    "lay_snapshots",
    "let_go_of_lonely",
    "mark_team",
    "merge_persons",
    "name_person",
    "note_export",
    "open_special",
    "propose_step",
    "recognise_all",
    "recognise_batch",
    "remove_field",
    "remove_note",
    "remove_segment",
    "remove_trait",
    "remove_view",
    "reopen_duplicate",
    "restore_field",
    "restore_note",
    "restore_segment",
    "restore_trait",
    "review_standings",
    "save_segment",
    "save_view",
    "set_field",
    "show_face",
    "split_identities",
    "stand_step",
    "tag_people",
    "touch_persons",
    "undo_merge",
    "undo_split",
    "untag_people",
    "withdraw_consent",
    "write_note",
]
