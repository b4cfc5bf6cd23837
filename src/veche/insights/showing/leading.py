"""Leading: from a number to the people behind it."""

from functools import partial

from django.http import QueryDict
from django.urls import reverse

from veche.core.queries import allows
from veche.insights.showing.asking import Wanted
from veche.insights.showing.tabling import Way, nowhere
from veche.insights.terms import EVERY, Behind, Measure
from veche.people.terms import READ_PEOPLE


def behind_url(
    community: str, measure: Measure, address: str, behind: Behind, route: str = "measure_people"
) -> str:
    """Answer where the people behind a number stand; `address` is the query string of what is asked."""
    query = QueryDict(address.removeprefix("?"), mutable=True)
    for name, value, usual in zip(Behind._fields, behind, (0, EVERY, EVERY), strict=True):
        if value != usual:
            query[name] = str(value)
    path = reverse(f"insights:{route}", args=[community, measure.key])
    return f"{path}?{query.urlencode()}" if query else path


def way_of(wanted: Wanted, measure: Measure) -> Way:
    """Answer how to find who or what is behind numbers of a measure, for those who may."""
    if not (measure.people or measure.facts) or not allows(wanted.actor, READ_PEOPLE, wanted.community):
        return nowhere
    return partial(_leading, wanted.community.slug, measure, wanted.address)


def _leading(community: str, measure: Measure, address: str, behind: Behind) -> str:
    """Answer the people behind a number, else what happened."""
    route = "measure_people" if measure.people and measure.parts[behind.part].who else "measure_facts"
    return behind_url(community, measure, address, behind, route)
