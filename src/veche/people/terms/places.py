"""Places where upper rooms may hang panels, and what the audit calls our acts."""

from veche.kit.terms import N_

# On a person's page, below what we know; given the request, the community and the person.
PERSON_PAGE = "people.person_page"
# Above the list of people; given the request and the community.
LIST_PAGE = "people.list_page"
# In the zip of all that is kept of a person; given the person. Here a panel answers a file's name and
# what stands in it as JSON.
PERSON_DATA = "people.person_data"
# Told to listeners after a person was erased by law: `organisation`, `person`, `identities`.
PERSON_FORGOTTEN = "people.person_forgotten"
# Given a person; answers the name of a file and what stands in it, for the data they are given.
PERSON_DATA = "people.person_data"

ACTS = {
    "people.add_person": N_("Added a person"),
    "people.name_person": N_("Gave a person another name"),
    "people.show_face": N_("Set a person's photo"),
    "people.add_handle": N_("Added a handle to a person"),
    "people.set_trait": N_("Described a person"),
    "people.remove_trait": N_("Removed what was known of a person"),
    "people.restore_trait": N_("Brought a removed trait back"),
    "people.tag_people": N_("Tagged people"),
    "people.untag_people": N_("Took a tag off people"),
    "people.write_note": N_("Wrote a note"),
    "people.change_note": N_("Changed a note"),
    "people.remove_note": N_("Removed a note"),
    "people.restore_note": N_("Brought a note back"),
    "people.mark_team": N_("Marked or unmarked a person as team"),
    "people.give_consent": N_("Recorded a consent"),
    "people.withdraw_consent": N_("Withdrew a consent"),
    "people.merge_persons": N_("Merged two people"),
    "people.undo_merge": N_("Took a merge back"),
    "people.split_identities": N_("Split a person"),
    "people.undo_split": N_("Took a split back"),
    "people.dismiss_duplicate": N_("Said that two people are different"),
    "people.reopen_duplicate": N_("Took back that two people are different"),
    "people.set_field": N_("Changed a kind of trait"),
    "people.remove_field": N_("Removed a kind of trait"),
    "people.open_special": N_("Switched a special category on"),
    "people.close_special": N_("Switched a special category off"),
    "people.save_view": N_("Saved a view of the list"),
    "people.remove_view": N_("Removed a view of the list"),
    "people.save_segment": N_("Saved a segment"),
    "people.remove_segment": N_("Removed a segment"),
    "people.restore_segment": N_("Brought a segment back"),
    "people.export_people": N_("Saved a list of people as a file"),
    "people.forget_person": N_("Forgot a person by law"),
    "people.give_data": N_("Gave a person their data"),
}
