"""VK: what its API answers of walls, comments, discussions and lists, in all the ways files keep it."""

import contextlib
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.channels.connectors import contract
from tests.channels.connectors.mutating import JUNK

from veche.channels.connectors.vk import CONNECTOR, desk
from veche.channels.connectors.vk.opening import NO_SUCH_PAGE
from veche.channels.connectors.vk.reading import SAID_NO
from veche.channels.terms import Understanding
from veche.kit.terms import Refusal
from veche.kit.time import DAY
from veche.ledger.terms import Handle, Kind, Mark, Nature
from veche.portal.rules.exports import exports_of
from veche.portal.rules.year import year_until

OWNER, NOON = -7001, 1_714_564_800
VERA = {
    "id": 101,
    "first_name": "Вера",
    "last_name": "Бегова",
    "screen_name": "vera_runs",
    "is_closed": False,
}
GONE = {"id": 102, "first_name": "DELETED", "last_name": "", "deactivated": "deleted"}
RUNNERS = {"id": 7001, "name": "Бегуны", "screen_name": "runners_club", "type": "group"}


def answer(items, profiles=(VERA, GONE), groups=(RUNNERS,), **more):
    inner = {"count": len(items), "items": items, "profiles": list(profiles), "groups": list(groups)}
    return {**more, "response": inner}


def post(number, **facts):
    return {
        "id": number, "owner_id": OWNER, "from_id": OWNER, "date": NOON + number, "text": f"Пост {number}",
        "post_type": "post", "comments": {"count": 2}, "likes": {"count": 5, "user_likes": 0},
        "reposts": {"count": 1}, "views": {"count": 300}, **facts,
    }  # fmt: skip


def comment(number, **facts):
    return {
        "id": number, "from_id": 101, "post_id": 1, "owner_id": OWNER, "date": NOON + number,
        "text": f"Слово {number}", "parents_stack": [], "likes": {"count": 2}, **facts,
    }  # fmt: skip


PHOTO = {"type": "photo", "photo": {"id": 1, "owner_id": OWNER, "sizes": []}}
POLL = {"type": "poll", "poll": {"question": "Когда?", "votes": 5, "answers": [
    {"id": 1, "text": "утром", "votes": 5}, {"id": 2, "text": "днём", "votes": 0}]}}  # fmt: skip
WALL = answer([
    post(1, edited=NOON + 900),
    post(2, attachments=[PHOTO, {"type": "link", "link": {"url": "https://example.org/run", "title": "x"}}]),
    post(3, text="Смотрите", copy_history=[
        {"id": 9, "owner_id": -55, "from_id": -55, "text": "Чужая новость", "attachments": [PHOTO]}]),
    post(4, from_id=101, text="Привет, [id102|Олег] и [https://example.org|сайт]"),
    post(5, signer_id=101),
    post(6, post_type="postpone"),
    post(7, attachments=[POLL]),
    post(8, is_deleted=True, text=""),
])  # fmt: skip
COMMENTS = answer([
    comment(11, thread={"count": 2, "items": [
        comment(12, from_id=OWNER, reply_to_user=101, reply_to_comment=11, parents_stack=[11]),
        comment(13, from_id=102, parents_stack=[11])]}),
    comment(14, deleted=True, text="", from_id=0),
    comment(15, text="[id102|Олег], да", attachments=[{"type": "sticker", "sticker": {"sticker_id": 5}}]),
])  # fmt: skip
BOARD = answer(
    [{"id": 3, "from_id": 101, "date": NOON, "text": "Кто бежит?", "likes": {"count": 0}},
     {"id": 4, "from_id": -7001, "date": NOON + 60, "text": "[id101:bp-7001_3|Вера], мы"}],
    method="board.getComments", params={"group_id": 7001, "topic_id": 70},
)  # fmt: skip
TOPICS = answer(
    [{"id": 70, "title": "Субботний бег", "created": NOON - 60, "created_by": 101, "updated": NOON,
      "updated_by": 101, "is_closed": 0, "is_fixed": 0, "comments": 2}],
    params={"group_id": "7001"},
)  # fmt: skip
MEMBERS = answer([
    {**VERA, "sex": 1, "bdate": "4.3", "city": {"id": 1, "title": "Тверь"}, "can_access_closed": True,
     "mobile_phone": "8 (900) 000-00-00", "career": [{"company": "Маяк", "position": "Смотритель"}],
     "role": "administrator"},
    {"id": 103, "first_name": "Sol", "last_name": "Reyes", "bdate": "31.12.1990", "domain": "id103"},
    GONE,
], (), ())  # fmt: skip
TOLD = {"page": "https://vk.com/club7001", "date": "2024-05-02"}
EVERYTHING = [WALL, COMMENTS, TOPICS, BOARD]


def read(tmp_path, content, **answers):
    return contract.read(CONNECTOR, contract.file(tmp_path, content), answers)


def seen(tmp_path, content, **answers):
    return contract.sightings(read(tmp_path, content, **answers))


@pytest.mark.parametrize("content", [WALL, COMMENTS, EVERYTHING, WALL["response"]])
def test_keeps_the_contract(tmp_path, content):
    path = contract.file(tmp_path, content)

    contract.keeps(CONNECTOR, path)
    assert not CONNECTOR.questions(contract.open_source(path), contract.MOSCOW)


def test_lists_keep_the_contract(tmp_path):
    contract.keeps(CONNECTOR, contract.file(tmp_path, MEMBERS), TOLD)


def test_knows_no_django():
    contract.knows_no_django(CONNECTOR)


def test_every_record_says_something_or_why_not(tmp_path):
    records = read(tmp_path, EVERYTHING)

    assert contract.counted(records) == {
        "published": 5, "reposted": 1, "commented": 4, "messaged": 3, desk.WAITING: 1, desk.DELETED: 2,
    }  # fmt: skip
    assert [record.where for record in records][:2] == ["wall-7001_1", "wall-7001_2"]
    assert "wall-7001_1?reply=12" in {record.where for record in records}


def test_posts_speak_in_the_name_of_the_community(tmp_path):
    first, *_ = seen(tmp_path, WALL)

    assert first.place == ("vk", "wall-7001", "Бегуны", "channel")
    assert first.handle == Handle("vk", "club7001", "Бегуны", Nature.PLACE)
    assert (first.external_id, first.at, first.edited_at) == (
        "post/1",
        (NOON + 1) * 1000,
        (NOON + 900) * 1000,
    )
    assert first.tallies == (("reactions", 5), ("reposts", 1), ("views", 300), ("comments", 2))


def test_what_is_attached_is_media_and_links_are_words(tmp_path):
    _, second, *_ = seen(tmp_path, WALL)

    assert second.words == "Пост 2\nhttps://example.org/run"
    assert (second.extra, second.marks) == ({"media": "photo"}, int(Mark.MEDIA))


def test_reposts_keep_the_words_passed_on(tmp_path):
    repost = seen(tmp_path, WALL)[2]

    assert repost.kind is Kind.REPOSTED
    assert repost.words == "Смотрите\n\nЧужая новость"
    assert repost.extra == {"media": "photo", "forwarded_from": "wall-55_9"}
    assert repost.marks & Mark.FORWARDED


def test_people_post_on_walls_and_sign_posts(tmp_path):
    own, signed = seen(tmp_path, WALL)[3:5]

    assert own.handle == Handle("vk", "101", "Вера Бегова", Nature.PERSON, (Handle("vk_name", "vera_runs"),))
    assert own.words == "Привет, Олег и сайт (https://example.org)"
    assert own.target == Handle("vk", "102")
    assert (signed.handle.value, signed.extra) == ("101", {"published_by": "club7001"})


def test_polls_tell_their_options_and_votes(tmp_path):
    poll = seen(tmp_path, WALL)[5]

    assert poll.words == "Пост 7\nКогда?\n— утром\n— днём"
    assert poll.tallies[:2] == (("votes", 5), ("votes/1", 5))


def test_comments_stand_under_their_post_and_answer_each_other(tmp_path):
    first, second, third, last = seen(tmp_path, COMMENTS)

    assert {one.thread for one in (first, second, third, last)} == {"post/1"}
    assert [one.reply_to for one in (first, second, third)] == ["post/1", "comment/11", "comment/11"]
    assert (second.handle.nature, second.target) == (Nature.PLACE, None)
    assert third.handle == Handle("vk", "102")
    assert (last.words, last.target.value, last.extra) == ("Олег, да", "102", {"media": "sticker"})
    assert first.tallies == (("reactions", 2),)


def test_discussions_are_one_channel_a_thread_each(tmp_path):
    began, first, second = seen(tmp_path, EVERYTHING)[-3:]

    assert began.place == first.place == ("vk", "board-7001", "Бегуны: обсуждения", "group")
    assert began.words == "Субботний бег"
    assert began.about == second.about == ("topic", "vk/topic-7001_70", "Субботний бег")
    assert {one.thread for one in (began, first, second)} == {"topic/70"}
    assert (second.reply_to, second.words) == (first.external_id, "Вера, мы")


def test_members_are_listed_with_what_they_tell(tmp_path):
    vera, sol = seen(tmp_path, MEMBERS, **TOLD)

    assert vera.kind is Kind.LISTED
    assert vera.place == ("vk", "members-7001", "vk.com/club7001: участники", "list")
    assert Handle("phone", "+79000000000") in vera.handle.aliases
    assert vera.extra == {
        "traits": {"sex": "female", "birthday": "--03-04", "city": "Тверь", "company": "Маяк",
                   "job": "Смотритель"},
        "tags": ["administrator"],
    }  # fmt: skip
    assert sol.extra == {"traits": {"birthday": "1990-12-31"}}
    assert sol.handle.aliases == ()
    assert contract.counted(read(tmp_path, MEMBERS, **TOLD))[desk.GONE] == 1


def test_a_list_without_names_is_of_members_or_of_likes(tmp_path):
    numbers = {"response": {"count": 2, "items": [101, 102]}}

    members = seen(tmp_path, numbers, **TOLD)
    likes = seen(tmp_path, numbers, page="vk.com/wall-7001_5", date="2024-05-02")
    asked = seen(tmp_path, {**numbers, "params": {"type": "post", "owner_id": OWNER, "item_id": 5}}, **TOLD)

    assert [one.kind for one in members] == [Kind.LISTED] * 2
    assert [(one.kind, one.reply_to) for one in likes] == [(Kind.REACTED, "post/5")] * 2
    assert [(one.kind, one.place.key) for one in asked] == [(Kind.REACTED, "wall-7001")] * 2


def test_what_the_answers_do_not_repeat_is_asked(tmp_path):
    bare = answer([{"id": 3, "from_id": 101, "date": NOON, "text": "Кто бежит?", "can_edit": 0}])
    source = contract.open_source(contract.file(tmp_path, bare), "vk.json")
    lists = contract.open_source(contract.file(tmp_path, MEMBERS, "list"), "members 2024-05-02.json")

    [page] = CONNECTOR.questions(source, contract.MOSCOW)
    both = CONNECTOR.questions(lists, contract.Surroundings(file_name="members 2024-05-02.json"))

    assert (page.key, page.guess) == ("page", "https://vk.com/club7001")
    assert [(one.key, one.guess) for one in both] == [("page", ""), ("date", "2024-05-02")]
    assert [record.refused for record in read(tmp_path, bare)] == [desk.NO_PAGE]
    assert seen(tmp_path, bare, page="vk.com/topic-7001_70")[0].thread == "topic/70"
    assert seen(tmp_path, bare, page="https://vk.com/runners_club")[0].place.key == "wall-7001"
    with pytest.raises(Refusal) as refusal:
        read(tmp_path, bare, page="vk.com/somebody_else")
    assert refusal.value.reasons[0].text == NO_SUCH_PAGE


def test_the_name_of_a_file_tells_the_page(tmp_path):
    path = tmp_path / "all.zip"
    bare = {"id": 3, "from_id": 101, "date": NOON, "text": "Кто бежит?"}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("topic-7001_70.json", json.dumps(answer([bare])))
        archive.writestr("wall-7001_5.json", json.dumps(answer([bare])))
        archive.writestr("names.json", json.dumps({"response": [VERA]}))

    said = contract.sightings(contract.read(CONNECTOR, path, {"date": "2024-05-02"}))

    assert [one.thread for one in said[:2]] == ["topic/70", "post/5"]
    assert {one.handle.name for one in said} == {"Вера Бегова"}


def test_answers_kept_in_other_ways(tmp_path):
    lines = "\n".join(json.dumps(one) for one in (WALL, COMMENTS))
    item_a_line = "\n".join(json.dumps(one) for one in WALL["response"]["items"])
    executed = {"response": {"posts": WALL["response"], "comments": COMMENTS["response"]}}
    several = {"response": [WALL["response"], COMMENTS["response"]]}
    ancient = {"response": [1, {"id": 5, "to_id": OWNER, "from_id": 101, "date": NOON, "text": "Давно",
                                "comments": {"count": 0}}]}  # fmt: skip

    both = len(read(tmp_path, [WALL, COMMENTS]))

    assert [len(read(tmp_path, one)) for one in (lines, executed, [executed], several)] == [both] * 4
    assert len(read(tmp_path, item_a_line)) == len(read(tmp_path, WALL["response"]["items"])) == 8
    assert seen(tmp_path, ancient)[0].place.key == "wall-7001"


def test_large_files_are_read_as_small_ones(tmp_path):
    long = [post(number, text="слово " * 2_000) for number in range(2, 300)]
    large = answer([*WALL["response"]["items"][:1], *long], params={"owner_id": OWNER})

    small = answer([*WALL["response"]["items"][:1], *long[:5]])

    said = seen(tmp_path, large)
    assert len(said) == 299
    assert said[:6] == seen(tmp_path, small)


def test_errors_of_vk_are_told(tmp_path):
    error = {"error": {"error_code": 15, "error_msg": "Access denied", "request_params": []}}
    path = contract.file(tmp_path, error)

    assert CONNECTOR.recognise(contract.open_source(path)) is Understanding.YES
    with pytest.raises(Refusal) as refusal:
        contract.read(CONNECTOR, path)
    assert refusal.value.reasons[0].text == SAID_NO
    assert refusal.value.reasons[0].values == {"error": "Access denied"}
    assert contract.counted(read(tmp_path, [WALL, error]))[desk.ERROR] == 1


def test_a_list_needs_its_day(tmp_path):
    with pytest.raises(Refusal) as refusal:
        read(tmp_path, MEMBERS, page="club7001")

    assert refusal.value.reasons[0].field == "date"


def test_what_nobody_knows_is_refused_one_by_one(tmp_path):
    records = read(
        tmp_path, answer([post(1), {"id": 2}, None, "x", post(0), comment(0), comment(5, from_id=0)])
    )

    assert [record.refused for record in records] == [
        "", desk.UNKNOWN, desk.UNKNOWN, desk.UNKNOWN, desk.BROKEN, desk.BROKEN, desk.NOBODY,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        [{"id": 1, "first_name": "Anna", "owner_id": 5, "email": "anna@example.org"}],
        {"items": [{"id": 1, "title": "x"}]},
        {"id": 2500, "post_type": 1, "post_number": 1, "topic_id": 7, "raw": "a forum of Discourse"},
        {"response": "ok"},
        {"messages": []},
    ],
)
def test_tables_of_others_are_not_ours(tmp_path, content):
    path = contract.file(tmp_path, content)

    assert CONNECTOR.recognise(contract.open_source(path)) is Understanding.NO


def test_a_file_that_breaks_off_is_refused_by_name_and_byte(tmp_path):
    data = json.dumps(answer([post(number) for number in range(1, 50)])).encode()
    path = tmp_path / "broken.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("wall.json", data[: len(data) // 2])

    with pytest.raises(Refusal) as refusal:
        contract.read(CONNECTOR, path)

    assert refusal.value.reasons[0].place.startswith("wall.json: ")


def test_the_wall_of_the_demo_is_clean(tmp_path):
    year = year_until(NOON * 1000 // DAY * DAY, people=60, days=60)
    path = contract.file(tmp_path, exports_of(year)["vk-стена.json"])

    records = contract.keeps(CONNECTOR, path)

    assert records
    assert not any(record.refused for record in records)
    assert {one.kind for one in contract.sightings(records)} == {Kind.PUBLISHED, Kind.COMMENTED}
    assert all(one.handle.name for one in contract.sightings(records))
    assert not CONNECTOR.questions(contract.open_source(path), contract.MOSCOW)


@settings(max_examples=60, deadline=None)
@given(contract.mutated(EVERYTHING, MEMBERS, WALL, "\n".join(map(json.dumps, [post(1), comment(2)]))))
def test_survives_whatever_comes(data):
    contract.survives(CONNECTOR, data)


@settings(max_examples=60, deadline=None)
@given(contract.mutated(MEMBERS, BOARD, {"response": {"count": 2, "items": [101, -5]}}))
def test_lists_survive_with_answers(data):
    with tempfile.TemporaryDirectory() as folder:
        path = contract.file(Path(folder), data)
        if CONNECTOR.recognise(contract.open_source(path)) is not Understanding.NO:
            with contextlib.suppress(Refusal):
                contract.is_accounted(contract.read(CONNECTOR, path, TOLD))


@settings(max_examples=60, deadline=None)
@given(st.lists(JUNK | st.sampled_from([post(1), comment(2), VERA, 101]), max_size=8))
def test_every_item_is_a_record(items):
    with tempfile.TemporaryDirectory() as folder:
        records = contract.read(CONNECTOR, contract.file(Path(folder), answer(items)), TOLD)

    assert len(records) == len(items)
    contract.is_accounted(records)


def _write(path, count):
    """A wall with a writer for every ten comments: names stand at its end."""
    people = [{**VERA, "id": 9_000_000 + n, "screen_name": f"runner_{n}"} for n in range(count // 10)]
    head, tail = json.dumps(answer(["|"], profiles=people)).split('"|"')
    with path.open("w") as file:
        file.write(head)
        for place in range(1, count + 1):
            said = comment(place, from_id=9_000_000 + place % len(people), text="слово " * 40)
            file.write(("," if place > 1 else "") + json.dumps(said))
        file.write(tail)


def test_memory_is_flat(tmp_path):
    contract.memory_is_flat(CONNECTOR, tmp_path, _write)
