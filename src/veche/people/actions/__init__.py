"""People's door for writing: who is one, what we know of them, where they stand."""

from veche.people.actions.forgetting import forget_person
from veche.people.actions.giving import give_data
from veche.people.actions.laying import lay_snapshots
from veche.people.actions.merging import merge_persons, split_identities, undo_merge, undo_split
from veche.people.actions.naming import add_person, name_person
from veche.people.actions.picturing import hide_face, show_face
from veche.people.actions.recognising import let_go_of_lonely, recognise_all, recognise_batch, touch_persons
from veche.people.actions.standing import review_standings, stand_step

__all__ = [
    "add_person",
    "forget_person",
    "give_data",
    "hide_face",
    "lay_snapshots",
    "let_go_of_lonely",
    "merge_persons",
    "name_person",
    "recognise_all",
    "recognise_batch",
    "review_standings",
    "show_face",
    "split_identities",
    "stand_step",
    "touch_persons",
    "undo_merge",
    "undo_split",
]
