"""What goes on paper: tickets, badges, and names to tick off."""

from veche.events.queries.printing.badges import badges_pdf, names_not_drawn
from veche.events.queries.printing.names import names_pdf
from veche.events.queries.printing.tickets import tickets_pdf

__all__ = ["badges_pdf", "names_not_drawn", "names_pdf", "tickets_pdf"]
