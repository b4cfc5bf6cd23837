"""Rendering: a letter of any form becomes one document, its plain part, and the places between.

Blocks and Markdown become MJML of ours, MJML becomes HTML by mrml, HTML of people is only cleaned; then all
of it goes through one sanitiser and into one frame. Places are marks until somebody's values fill them.
"""

from veche.mailing.rules.rendering.making import Draft, Rendered, plain_source, render, shown_letter
from veche.mailing.rules.rendering.rewriting import markup_of, words_of

__all__ = ["Draft", "Rendered", "markup_of", "plain_source", "render", "shown_letter", "words_of"]
