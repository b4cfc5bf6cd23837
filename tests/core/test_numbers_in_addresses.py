"""A number in an address that no database holds is a page that is not there, on every route."""

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import IntConverter

pytestmark = pytest.mark.django_db


def routes(resolver, space=""):
    """Every named route with a number in it: its name and its parameters, a number beyond all for each."""
    for one in resolver.url_patterns:
        if not isinstance(one, URLPattern):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one, inner)
        elif one.name and any(isinstance(kind, IntConverter) for kind in one.pattern.converters.values()):
            kinds = one.pattern.converters.items()
            yield f"{space}{one.name}", {
                name: 10**30 if isinstance(kind, IntConverter) else "x" for name, kind in kinds
            }  # fmt: skip


def test_a_number_beyond_all_is_not_there(client):
    found = list(routes(get_resolver()))

    told = {name: client.get(reverse(name, kwargs=values)).status_code for name, values in found}

    assert len(told) > 100
    assert set(told.values()) == {404}
