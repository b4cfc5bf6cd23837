"""Words of the writing desk: what is saved together, and the ready layouts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from veche.kit.terms import N_, Refusal

LONGEST_TITLE, LONGEST_SUBJECT, LONGEST_PLAIN, LONGEST_REMARK = 200, 300, 200_000, 2000
MOST_TEST_ADDRESSES = 5
# Below settings.FILES.
PICTURE_FOLDER = "letters"


@dataclass(frozen=True, slots=True)
class Written:
    """What a person writes in the editor: the lines of the head, and the content in its form."""

    subject: str = ""
    preheader: str = ""
    form: str = "blocks"
    content: Mapping[str, Any] = field(default_factory=dict)
    plain: str = ""


class Late(Refusal):
    """Somebody saved meanwhile: nothing was written. `version` is what stands now."""

    version: int = 0


LAYOUT_TITLES: Mapping[str, tuple[str, str, str]] = {
    "plain": (N_("Plain letter"), N_("A few words and a signature."), "mail"),
    "digest": (N_("News digest"), N_("What happened, what comes, one thing to do."), "list-details"),
    "invitation": (N_("Invitation to an event"), N_("The event with its time and place, and a button."),
                   "calendar-event"),
    "words": (N_("Words of members"), N_("What people said lately, with their names if they allow it."),
              "quote"),
}  # fmt: skip


# What else a letter can be asked for besides being written.
WRITING_ACTS: Mapping[str, str] = {
    "mailing.start_letter": N_("Began a letter"),
    "mailing.save_letter": N_("Wrote in a letter"),
    "mailing.change_letter": N_("Changed a letter's settings"),
    "mailing.restore_version": N_("Brought a version of a letter back"),
    "mailing.remove_letter": N_("Removed a letter"),
    "mailing.restore_letter": N_("Restored a letter"),
    "mailing.write_remark": N_("Remarked on a letter"),
    "mailing.settle_remark": N_("Settled a remark"),
    "mailing.reopen_remark": N_("Opened a remark again"),
    "mailing.ask_approval": N_("Asked for the approval of a letter"),
    "mailing.approve_letter": N_("Approved a letter"),
    "mailing.withdraw_approval": N_("Took an approval back"),
    "mailing.send_back": N_("Sent a letter back to be changed"),
    "mailing.schedule_letter": N_("Sent a letter on its way"),
    "mailing.unschedule_letter": N_("Took a letter back before it left"),
    "mailing.carry_over_letter": N_("Put a letter that was sent earlier among the sent"),
    "mailing.cancel_letter": N_("Cancelled a letter"),
    "mailing.reopen_letter": N_("Opened a cancelled letter again"),
    "mailing.send_test": N_("Sent a letter to try it"),
    "mailing.save_newsletter": N_("Changed a newsletter"),
    "mailing.remove_newsletter": N_("Removed a newsletter"),
    "mailing.restore_newsletter": N_("Restored a newsletter"),
    "mailing.save_theme": N_("Changed a look of letters"),
    "mailing.remove_theme": N_("Removed a look of letters"),
    "mailing.restore_theme": N_("Restored a look of letters"),
    "mailing.set_letter_rules": N_("Changed the rules for letters"),
    "mailing.learn_word": N_("Taught the text check a word"),
    "mailing.publish_letter": N_("Put a letter in the archive"),
    "mailing.hide_letter": N_("Took a letter out of the archive"),
    "mailing.add_picture": N_("Added a picture for letters"),
}
