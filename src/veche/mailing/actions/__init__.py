"""Letters' door for writing."""

from veche.mailing.actions.moving import move_letter
from veche.mailing.actions.preparing import general_newsletter, prepare_letter
from veche.mailing.actions.returns.collecting import collect_returns
from veche.mailing.actions.returns.forgetting import empty_returns, forget_returns
from veche.mailing.actions.returns.keeping import keep_call, keep_returned
from veche.mailing.actions.returns.reading import read_returns, retry_returns
from veche.mailing.actions.returns.ways import note_return_box, open_knock, set_return_box
from veche.mailing.actions.suppressing import lift_suppression, suppress_addresses

__all__ = [
    "collect_returns",
    "empty_returns",
    "forget_returns",
    "general_newsletter",
    "keep_call",
    "keep_returned",
    "lift_suppression",
    "move_letter",
    "note_return_box",
    "open_knock",
    "prepare_letter",
    "read_returns",
    "retry_returns",
    "set_return_box",
    "suppress_addresses",
]
