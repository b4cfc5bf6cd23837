"""The map of a letter: drawn as it left, with how many followed each link."""

from __future__ import annotations

from collections.abc import Sequence

from veche.mailing.models import Letter, Master
from veche.mailing.queries.happening import address_shown
from veche.mailing.queries.previewing import in_one_light
from veche.mailing.queries.rendering import rendered_letter, values_for, variant_of
from veche.mailing.rules.mapping import mapped
from veche.mailing.rules.mastering import read
from veche.mailing.terms.figures import LinkLine


def link_map(letter: Letter, variant: int, links: Sequence[LinkLine]) -> str:
    """Answer the HTML of a letter as it left, with the clicks of people beside each link."""
    own = [line for line in links if line.variant == variant]
    master = Master.objects.filter(letter=letter, variant=variant).first()
    other = variant_of(letter, variant)
    rendered = read(master.drawn) if master else rendered_letter(letter, variant=other)
    hot = max(own, key=lambda line: line.clicks, default=None)
    values = values_for(letter, None)
    targets = {line.number: address_shown(line.address, values) for line in own}
    html = mapped(
        rendered, values, {line.number: f"{line.number} · {line.clicks}" for line in own},
        hot.number if hot and hot.clicks else 0, targets,
    )  # fmt: skip
    return in_one_light(html, is_dark=False)
