"""Sources: where newcomers came from, and how many of each source stayed."""

from veche.insights.rules.origins import origin_measure
from veche.insights.terms import Form
from veche.kit.terms import N_

MEASURE = origin_measure(
    "sources",
    N_("Newcomers by source"),
    N_("Where newcomers were seen first, and how many of each source began to speak and stayed."),
    Form.CHANNELS,
    "first_channel",
)
