"""Letters' door for writing."""

from veche.mailing.actions.moving import move_letter
from veche.mailing.actions.preparing import general_newsletter, prepare_letter

__all__ = ["general_newsletter", "move_letter", "prepare_letter"]
