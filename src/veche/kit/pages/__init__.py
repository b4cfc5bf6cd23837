"""Pages: showing them, saying things on them, and what every answer carries for safety."""

from veche.kit.pages.declaring import page, permission_of
from veche.kit.pages.guarding import LETTER_POLICY, framed_by, framing
from veche.kit.pages.refusing import refused
from veche.kit.pages.showing import back_to, give_csv, give_file, give_picture, is_htmx, or_404, say, show

__all__ = [
    "LETTER_POLICY", "back_to", "framed_by", "framing", "give_csv", "give_file", "give_picture", "is_htmx",
    "or_404", "page", "permission_of", "refused", "say", "show",
]  # fmt: skip
