"""Sources: where newcomers were seen first, and how many of each source stayed."""

from veche.insights.rules.coming import newcomers_by
from veche.insights.terms import Form
from veche.kit.terms import N_

MEASURE = newcomers_by(
    "sources",
    N_("Newcomers by source"),
    N_("Where newcomers were seen first, and how many of each source began to speak and stayed."),
    Form.CHANNELS,
    "first_channel",
)
