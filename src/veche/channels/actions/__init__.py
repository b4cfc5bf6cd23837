"""The door of channels for writing: files become facts here, and facts go again."""

from veche.channels.actions.answering import answer_questions, ask_again
from veche.channels.actions.checking import check_import
from veche.channels.actions.forgetting import drop_previews
from veche.channels.actions.looking import look_at_import
from veche.channels.actions.naming import rename_channel
from veche.channels.actions.taking import resume_import, start_import, stop_import, take_in
from veche.channels.actions.tidying import tend_imports
from veche.channels.actions.uploading import accept_upload, discard_import
from veche.channels.actions.withdrawing import note_withdrawn, take_back_import

__all__ = [
    "accept_upload",
    "answer_questions",
    "ask_again",
    "check_import",
    "discard_import",
    "drop_previews",
    "look_at_import",
    "note_withdrawn",
    "rename_channel",
    "resume_import",
    "start_import",
    "stop_import",
    "take_back_import",
    "take_in",
    "tend_imports",
]
