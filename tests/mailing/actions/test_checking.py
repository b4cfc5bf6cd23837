"""Checks that ask others: which links and pictures answer, whose names are missing; nobody inside."""

import pytest
from tests import make
from tests.channels.connectors.live.scripted import CUT, Answer, outside
from tests.mailing.readers import allowing, people_named
from tests.mailing.written import BUTTON, TEXT, fresh, letter, way_out

from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import drain
from veche.kit.web.making import web_for
from veche.mailing import actions
from veche.mailing.models import Sender
from veche.mailing.queries.checking import findings_in, looked_at
from veche.mailing.terms import SenderKind
from veche.mailing.terms.checking import Severity

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    with outside() as world:
        yield world


def linked(*addresses):
    links = " ".join(f"[{number}]({address})" for number, address in enumerate(addresses))
    return {**TEXT, "text": "Здравствуйте, {first_name}! " + links}


def test_dead_links_and_missing_names_are_found_by_a_job(site, settings):
    settings.MAY_REACH = ["127.0.0.1"]
    site.on("*/good", Answer(b"ok"))
    site.on("HEAD */shy", Answer(status=405))
    site.on("GET */shy", Answer(b"ok"))
    site.on("*/members", Answer(status=403))
    site.on("*/gone", Answer(status=404))
    site.on("*/cut", CUT)
    home = make.community()
    allowing(people_named(home, "Anna", "x_y_z").values(), home)
    one = letter(
        home, linked(*(f"{site.address}/{name}" for name in ("good", "shy", "members", "gone", "cut")))
    )

    actions.ask_checks(one, by=SYSTEM)
    assert not looked_at(fresh(one)).is_over
    drain()

    looked = looked_at(fresh(one))
    found = {(one.severity, str(one.values.get("address", "")).rpartition("/")[2]) for one in looked.findings}
    assert found == {(Severity.FAULT, "gone"), (Severity.WARNING, "cut"), (Severity.WARNING, "")}
    assert (looked.is_over, looked.done, looked.version) == (True, looked.whole, one.version)
    assert {asked.method for asked in site.asked("*/good")} == {"HEAD"}


def test_pictures_of_others_are_weighed_and_the_way_out_is_looked_at_too(site, settings):
    settings.MAY_REACH = ["127.0.0.1"]
    site.on("*/big.png", Answer(b"", headers={"content-length": "3000000"}))
    home = make.community()
    sender = way_out(home)
    one = letter(home, {**TEXT, "text": f"![Озеро]({site.address}/big.png)"})
    Sender.objects.update(kind=SenderKind.SMTP, settings={"host": "127.0.0.1", "port": "9"})

    actions.ask_checks(one, by=SYSTEM)
    drain()

    assert [found.values.get("weight") for found in looked_at(fresh(one)).findings] == [3000]
    sender.refresh_from_db()
    assert sender.checked_at is not None
    assert not all(is_good for _, _, is_good in sender.findings)


def test_addresses_within_our_walls_are_not_asked(site):
    one = letter(make.community(), linked(f"{site.address}/inside", "http://10.0.0.1/admin"))

    looked = actions.look_letter_over(one, web_for(patience=1), by=SYSTEM)

    assert site.asked() == []
    assert len(looked.findings) == 2


def test_what_cannot_be_drawn_is_a_finding_and_no_crash():
    one = letter(make.community(), {"kind": "picture", "key": "b1"}, {**BUTTON, "link": ""})

    found = findings_in(one)

    assert {finding.place for finding in found if finding.severity is Severity.FAULT} >= {"1", "2"}


def test_who_may_not_write_asks_nobody():
    one = letter(make.community())

    with pytest.raises(Exception, match="Your role"):
        actions.ask_checks(one, by=make.actor(Role.ANALYST, one.community))
