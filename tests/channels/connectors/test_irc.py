import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.channels.connectors import contract
from tests.channels.connectors.logs import (
    DIALECTS,
    HEXCHAT,
    IRSSI,
    NAMED,
    SUPYBOT,
    ZNC,
    at,
    sightings,
)

from veche.channels.connectors.irc import CONNECTOR
from veche.channels.connectors.irc.deeds import read_deed
from veche.channels.connectors.irc.logs import read_line, room_in_name
from veche.channels.connectors.irc.reading import (
    ALIEN,
    BACK,
    EMPTY,
    ENDED,
    NO_DAY,
    PROGRAM,
    RENAMED,
    STRANGE,
    TOO_LONG,
)
from veche.channels.connectors.irc.stamps import day_in_name, read_day
from veche.channels.terms import Surroundings, Understanding
from veche.kit.files import open_source
from veche.kit.terms import Refusal
from veche.ledger.terms import Kind, Mark, Nature


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_keeps_the_contract(dialect, tmp_path):
    path = contract.file(tmp_path, DIALECTS[dialect], NAMED)

    records = contract.keeps(CONNECTOR, path)

    assert len(records) == sum(1 for line in DIALECTS[dialect].splitlines() if line.strip())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_tells_the_same_story(dialect, tmp_path):
    seen = sightings(tmp_path, DIALECTS[dialect])
    story = [(one.kind, one.handle.value, one.words) for one in seen]

    assert {one.place.title for one in seen} == {"#runners"}
    assert story[:4] == [
        (Kind.JOINED, "olha", ""),
        (Kind.MESSAGED, "olha", "hello"),
        (Kind.MESSAGED, "petra", seen[2].words),
        (Kind.MESSAGED, "olha", "waves"),
    ]
    assert seen[2].target.value == "olha"
    assert seen[3].extra == {"action": True}


@pytest.mark.parametrize("dialect", ["irssi", "mirc", "eggdrop", "znc"])
def test_kicks_and_topics_are_told(dialect, tmp_path):
    seen = sightings(tmp_path, DIALECTS[dialect])

    [kicked] = [one for one in seen if (one.extra or {}).get("kicked")]
    [topic] = [one for one in seen if one.kind is Kind.PINNED]
    assert (kicked.kind, kicked.handle.value, kicked.target.value) == (Kind.LEFT, "mitya", "petra")
    assert topic.handle.value == "petra"
    assert topic.words in ("Ten", "Eleven", "Ten o'clock")


def test_a_new_nick_is_the_same_person_until_it_leaves(tmp_path):
    log = IRSSI + "00:20 -!- olha_away [x@y] has joined #runners\n00:21 < olha_away> somebody else\n"

    seen = [one for one in sightings(tmp_path, log) if one.handle.value == "olha_away"]

    assert [alias.value for alias in seen[0].handle.aliases] == ["olha"]
    assert seen[-1].words == "somebody else"
    assert seen[-1].handle.aliases == ()


def test_connections_that_come_and_go_are_no_members_who_do(tmp_path):
    log = (
        "[09:00] *** Joins: olha (u@h)\n[09:01] *** Quits: olha (u@h) (Ping timeout)\n"
        "[09:02] *** Joins: olha (u@h)\n[09:03] *** Parts: olha (u@h)\n[09:04] *** Joins: olha (u@h)\n"
    )

    records = contract.read(
        CONNECTOR, contract.file(tmp_path, log, NAMED), None, Surroundings(file_name=NAMED)
    )

    assert [record.refused for record in records] == ["", ENDED, BACK, "", ""]
    assert [one.kind for one in contract.sightings(records)] == [Kind.JOINED, Kind.LEFT, Kind.JOINED]


def test_guests_are_nobodys_other_name(tmp_path):
    log = "[09:00] <Guest12> hi\n[09:01] *** Guest12 is now known as olha\n[09:02] <olha> me\n"

    seen = sightings(tmp_path, log)

    assert seen[-1].handle.aliases == ()


def test_days_come_from_the_log_the_name_or_the_clock_that_falls_back(tmp_path):
    by_header = sightings(tmp_path, IRSSI, "x.log")
    by_year = sightings(tmp_path, HEXCHAT, "x.log")
    by_midnight = sightings(tmp_path, "[23:59] <olha> late\n[00:01] <olha> early\n")

    assert [at(one.at) for one in by_header][-1] == "10-17 20:07:00"
    assert [at(one.at) for one in by_year][-2:] == ["12-31 19:51:30", "12-31 20:01:00"]
    assert [at(one.at) for one in by_midnight] == ["10-17 19:59:00", "10-17 20:01:00"]


def test_the_zone_is_asked_where_the_clock_has_none(tmp_path):
    def asked(content, name=NAMED):
        source = open_source(contract.file(tmp_path, content), name)
        return {question.key: question for question in CONNECTOR.questions(source, contract.MOSCOW)}

    assert asked(SUPYBOT) == {}
    assert asked(ZNC).keys() == {"zone"}
    assert asked(ZNC)["zone"].guess == "Europe/Moscow"
    assert asked(ZNC, "notes.txt").keys() == {"room", "day", "zone"}
    assert asked(ZNC, "notes.txt")["room"].guess == "notes"
    utc = sightings(tmp_path, ZNC, zone="UTC")
    assert at(utc[0].at) == "10-17 09:10:00"


def test_without_a_day_nothing_is_guessed(tmp_path):
    path = contract.file(tmp_path, "[09:00] <olha> hi\n", "notes.txt")

    silent = contract.read(CONNECTOR, path)
    told = contract.read(CONNECTOR, path, {"day": "2020-02-29", "room": "#club", "zone": "UTC"})

    assert [record.refused for record in silent] == [NO_DAY]
    assert at(told[0].sightings[0].at) == "02-29 09:00:00"
    assert told[0].sightings[0].place.title == "#club"


def test_two_logs_of_one_channel_agree_on_what_was_said(tmp_path):
    whole = sightings(tmp_path, ZNC)
    later = sightings(tmp_path, "".join(ZNC.splitlines(keepends=True)[2:]))
    thrice = sightings(tmp_path, "[09:00] <olha> ha\n" * 3)

    assert [one.external_id for one in later] == [one.external_id for one in whole[2:]]
    assert len({one.external_id for one in thrice}) == 3


def test_bridges_carry_other_peoples_words(tmp_path):
    seen = sightings(tmp_path, "[09:00] <matterbridge> [telegram] <Olha> hi\n[09:01] <petra> Olha: hi\n")

    assert (seen[0].handle.kind, seen[0].handle.name, seen[0].words) == ("relayed", "Olha", "hi")
    assert seen[0].marks & Mark.RELAYED
    assert seen[0].extra["via"] == "matterbridge"


def test_services_and_bots_are_no_people():
    from veche.channels.connectors.irc.nicks import nature_of

    bots = ["ChanServ", "meetbot", "run_bot", "RunBot", "bot", "bot2", "telegram-bridge"]
    people = ["abbot", "talbot", "botanist", "robotnik", "Anna", "o.k"]
    assert {nature_of(nick) for nick in bots} == {Nature.BOT}
    assert {nature_of(nick) for nick in people} == {Nature.PERSON}
    assert nature_of("irc.example.net") is Nature.PLACE


def test_what_is_left_out_says_why(tmp_path):
    long = "[09:20:00] <olha> " + "x" * 20_000
    path = contract.file(tmp_path, ZNC + SUPYBOT + long + "\n[09:21:00] *** olha is now known as o\n", NAMED)

    counts = contract.counted(contract.read(CONNECTOR, path))

    assert {reason: counts[reason] for reason in (PROGRAM, EMPTY, STRANGE, TOO_LONG, RENAMED)} == {
        PROGRAM: 1, EMPTY: 1, STRANGE: 1, TOO_LONG: 1, RENAMED: 1,
    }  # fmt: skip


@pytest.mark.parametrize("codec", ["utf-8", "cp1251", "koi8-r", "utf-16", "utf-8-sig"])
def test_russian_in_every_encoding(codec, tmp_path):
    log = "".join(
        f"[09:{n:02}] <olha> Привет, сегодня бежим вечером у реки, встреча номер {n}\n" for n in range(40)
    )

    seen = sightings(tmp_path, log.encode(codec))

    assert seen[7].words == "Привет, сегодня бежим вечером у реки, встреча номер 7"


def test_a_line_in_another_encoding_spoils_no_other(tmp_path):
    odd = "".join(f"[10:0{n}] <mitya> а я пишу в старой кодировке, простите\n" for n in range(5)).encode(
        "cp1251"
    )
    log = "[09:00] <olha> привет всем\n".encode() * 50 + odd

    seen = sightings(tmp_path, log)

    assert {one.words for one in seen} == {"привет всем", "а я пишу в старой кодировке, простите"}


def test_an_archive_of_days_is_one_channel(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "days.zip", "w") as archive:
        archive.writestr("net/#runners/2012-10-17.log", ZNC)
        archive.writestr("net/#runners/2012-10-18.log", ZNC)
        archive.writestr("readme.txt", "Logs of the club.\nMade by a bouncer.\n")
    records = contract.read(CONNECTOR, tmp_path / "days.zip")

    seen = contract.sightings(records)
    contract.ids_are_unique(records)
    assert {one.place.key for one in seen} == {"#runners"}
    assert len({one.at // 86_400_000 for one in seen}) == 2
    assert [record.refused for record in records if record.where.startswith("readme")] == [ALIEN]


@pytest.mark.parametrize(
    "text",
    [
        "<html>\n<body>\n<p>12:30 hello</p>\n",
        "date\tname\ttext\n2012-10-17 09:10:00\tolha\thello\n",
        "2012-10-17 09:10:00\tolha\thello\n2012-10-17 09:11:00\tpetra\thi\n" * 9,
        "12:30,olha,hello\n12:31,petra,hi\n",
        "From a@example.org Wed Oct 17 09:10:00 2012\nSubject: hi\n\n12:30 <olha> hi\n",
        "987 1001 -\n1001 1002 -\n",
        "2012-10-17 09:10:00 INFO started\n2012-10-17 09:10:01 WARN * slow\n",
        "* one\n* two\n* three\n",
        '{"12:30": "<olha> hi"}',
        "\0\1\2\3" * 100,
    ],
)
def test_nothing_else_is_taken_for_a_log(text, tmp_path):
    assert CONNECTOR.recognise(open_source(contract.file(tmp_path, text))) is Understanding.NO


def test_names_and_headers_say_day_and_room():
    assert room_in_name("irc.libera.#runners.weechatlog") == "#runners"
    assert room_in_name("libera/#runners/2012-10-17.log") == "#runners"
    assert room_in_name("#run.ners.2012-10-17.log.gz") == "#run.ners"
    assert room_in_name("notes.txt") == ""
    assert str(day_in_name("2012/10/#x.17.log")) == "None"
    assert str(day_in_name("#x_20121017.log")) == "2012-10-17"
    assert str(day_in_name("17.10.2012.txt")) == "2012-10-17"
    assert str(read_day("--- Журнал открыт Ср окт 17 09:10:00 2012")[0]) == "2012-10-17"
    assert read_day("*** Topic set by olha on Wed Oct 17 2012") is None


def test_half_days_and_odd_clocks():
    assert read_line("[10:15 PM] <olha> hi").stamp.hour == 22
    assert read_line("(12:05:07 AM) <olha> hi").stamp.hour == 0
    assert read_line("17.10.2012 09:10:11 <olha> hi").stamp.month == 10
    assert read_line("1350465381 <olha> hi").stamp.unix == 1350465381
    assert read_line("[2012-10-17 09:10:11] <olha> hi").stamp.year == 2012
    assert read_line("[29:99] <olha> hi").stamp is None


def test_an_unknown_zone_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no time zone"):
        sightings(tmp_path, ZNC, zone="Europe/Nowhere")


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(contract.mutated(*DIALECTS.values()))
def test_survives_whatever_comes(data):
    contract.survives(CONNECTOR, data)


_WORDS = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=60)


@given(st.lists(st.sampled_from("\n".join(DIALECTS.values()).splitlines()) | _WORDS, max_size=30))
@settings(max_examples=100, deadline=None)
def test_counts_every_line_once(lines):
    data = "\n".join([*ZNC.splitlines(), *lines])

    records = contract.survives(CONNECTOR, data.encode("utf-8", "replace"))

    if records:
        assert len({record.where for record in records}) == len(records)
        assert len(records) == sum(1 for line in data.split("\n") if line.strip())


@given(st.text(max_size=200))
def test_any_sentence_is_read(text):
    assert read_deed(text, has_tab=True)


def test_memory_is_flat(tmp_path):
    def write(path, count):
        with path.open("w") as file:
            file.write("--- Log opened Wed Oct 17 09:10:00 2012\n")
            for number in range(count):
                file.write(
                    f"{number // 60 % 24:02}:{number % 60:02} <nick{number % 999}> words of {number}\n"
                )

    contract.memory_is_flat(CONNECTOR, tmp_path, write)
    contract.knows_no_django(CONNECTOR)


@pytest.mark.parametrize("path", contract.shared("irc/**/*"))
def test_real_logs_are_taken(path):
    source = open_source(path, path.name)
    if CONNECTOR.recognise(source) is Understanding.NO:
        assert not path.name.endswith((".raw.txt", ".log"))
        return
    surroundings = Surroundings(time_zone="UTC", file_name=path.name)
    records = list(CONNECTOR.read(source, {"day": "2013-01-01", "room": "#room"}, surroundings))

    contract.is_accounted(records)
    assert len(records) == sum(1 for line in path.read_bytes().split(b"\n") if line.strip())
    strange = [record for record in records if record.refused in (STRANGE, NO_DAY, TOO_LONG)]
    assert len(strange) <= max(1, len(records) // 50)
