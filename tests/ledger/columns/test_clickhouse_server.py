"""A ClickHouse server answers like DuckDB, and what goes wrong with it is said in plain words."""

import logging
from urllib.parse import quote

import pytest
from tests import make
from tests.ledger.columns.clickhouse_edge import PASSWORD, clickhouse_server

from veche.core.terms import SYSTEM
from veche.kit.terms import Trouble
from veche.kit.time import DAY, Moment, now
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.models import Segment
from veche.ledger.queries import ask_columns

pytestmark = pytest.mark.django_db
COUNTS = (
    "SELECT kind, count(*) AS n FROM interactions WHERE day > $day AND $word <> 'x' GROUP BY kind ORDER BY n"
)
VALUES = {"day": 10, "word": "it's \\ a\ttab & ?\n"}


@pytest.fixture
def community():
    """A hundred messages in two files."""
    found = make.community()
    for half in range(2):
        batch = [make.sighting(f"{half}-{n}", who=str(n % 7), at=Moment(now() - n * DAY)) for n in range(50)]
        record_many(batch, origin=make.origin(found), by=SYSTEM)
        columns.append(found.pk)
    return found


@pytest.fixture
def server(settings):
    """A server that `VECHE_COLUMNS_ENGINE` names."""
    with clickhouse_server() as found:
        settings.COLUMNS_ENGINE = address_of(found)
        yield found


def address_of(server, password=PASSWORD, more=""):
    return (
        f"clickhouse://veche:{quote(password, safe='')}@127.0.0.1:{server.server_port}/?max_threads=2{more}"
    )


def asked(community, bound=20.0):
    return ask_columns(community, COUNTS, VALUES, kept=False, bound=bound)


def test_it_answers_what_duckdb_answers_and_is_told_values_apart(community, server, settings):
    found = asked(community)
    path, headers, text = server.seen[-1]
    settings.COLUMNS_ENGINE = "duckdb"
    assert found == asked(community)
    assert found[0][1] == 100
    assert "tab" not in text
    assert "max_threads=2" in path
    assert "pass" not in path
    assert headers["X-ClickHouse-Key"] == PASSWORD


def test_the_folder_is_where_the_server_sees_it(community, server, settings, tmp_path):
    (tmp_path / "elsewhere").symlink_to(settings.COLUMNS)
    wanted = asked(community)
    settings.COLUMNS_ENGINE = address_of(server, more=f"&folder={tmp_path}/elsewhere/")
    assert asked(community) == wanted
    assert f"{tmp_path}/elsewhere/{community.pk}/" in server.seen[-1][2]


@pytest.mark.parametrize(
    ("fault", "said"),
    [("slow", "took longer"), ("memory", "max_memory_usage"), ("nonsense", "could not answer"),
     ("cut", "cut off")],
)  # fmt: skip
def test_what_goes_wrong_there_is_a_trouble_in_plain_words(community, server, fault, said):
    asked(community)
    server.fault = fault
    with pytest.raises(Trouble, match=said):
        asked(community, bound=1.0)
    server.fault = ""
    assert asked(community)


def test_a_wrong_password_is_told_and_stands_in_no_error_and_no_log(community, server, settings, caplog):
    caplog.set_level(logging.DEBUG)
    settings.COLUMNS_ENGINE = address_of(server, password="another-one")
    with pytest.raises(Trouble, match="refuses user or password") as trouble:
        asked(community)
    told = str(trouble.value) + repr(trouble.value.__cause__) + caplog.text
    assert "another" not in told
    assert PASSWORD not in told


def test_a_server_that_is_not_there_is_told(community, settings):
    settings.COLUMNS_ENGINE = f"clickhouse://veche:{quote(PASSWORD, safe='')}@127.0.0.1:9/"
    with pytest.raises(Trouble, match="cannot be reached") as trouble:
        asked(community)
    assert "s3cret" not in str(trouble.value)


def test_an_address_that_is_none_is_told_without_its_password(community, settings):
    settings.COLUMNS_ENGINE = f"clickhouse://veche:{PASSWORD}@127.0.0.1:9/"
    with pytest.raises(Trouble, match="write /") as trouble:
        asked(community)
    assert "s3cret" not in str(trouble.value) + repr(trouble.value.__cause__)


def test_files_that_are_gone_are_looked_up_again_and_then_told(community, server, settings):
    assert asked(community)
    for segment in Segment.objects.filter(community=community):
        (settings.COLUMNS / segment.path).unlink(missing_ok=True)
    with pytest.raises(Trouble, match="rebuild-columns"):
        asked(community)


def test_an_engine_nobody_knows_is_told(community, settings):
    settings.COLUMNS_ENGINE = "oracle://x"
    with pytest.raises(Trouble, match="names no engine"):
        asked(community)
