"""Asking what came of a letter: the numbers, who is behind each, what people did afterwards."""

from veche.mailing.queries.figures.afterwards import after_letter, persons_after
from veche.mailing.queries.figures.counting import figures_of
from veche.mailing.queries.figures.listing import Person, people_behind
from veche.mailing.queries.figures.mapping import link_map
from veche.mailing.queries.figures.replying import replied_to

__all__ = ["Person", "after_letter", "figures_of", "link_map", "people_behind", "persons_after", "replied_to"]
