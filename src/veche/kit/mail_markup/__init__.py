"""Markup of letters: the one place where HTML and CSS from people become what a mail program is given.

Mail programs want what pages must not have: inline styles, tables as scaffolding, pictures from afar, and
comments that only Outlook reads. So the list of what may stay is another than that of `kit.markup`; what
stands in no list goes, whoever wrote it.
"""

from veche.kit.mail_markup.cleaning import SCHEMES, TAGS, clean_mail, split_document
from veche.kit.mail_markup.markdown import markdown_to_mail
from veche.kit.mail_markup.styles import PROPERTIES, clean_css, clean_style

__all__ = [
    "PROPERTIES",
    "SCHEMES",
    "TAGS",
    "clean_css",
    "clean_mail",
    "clean_style",
    "markdown_to_mail",
    "split_document",
]
