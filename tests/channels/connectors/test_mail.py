from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.channels.connectors import contract
from tests.channels.connectors.letters import (
    BOUNCE,
    BOXES,
    COMPLAINT,
    LETTER,
    LIST,
    LISTSERV,
    PIPERMAIL,
    letter,
    sightings,
)

from veche.channels.connectors.mail import CONNECTOR
from veche.channels.connectors.mail.reading import ALIEN, AWAY, BROKEN, DELAY, DRAFT, NO_DATE, NOBODY, SPAM
from veche.channels.terms import Surroundings, Understanding
from veche.kit.files import open_source
from veche.kit.terms import Refusal
from veche.ledger.terms import Kind, Mark, Nature
from veche.portal.rules import exports_of, year_until


@pytest.mark.parametrize("box", BOXES)
def test_every_box_keeps_the_contract(box, tmp_path):
    records = contract.keeps(CONNECTOR, contract.file(tmp_path, BOXES[box], "box"))

    assert [record.refused for record in records] == [""] * len(records)
    assert len(records) == {"list": 3, "pipermail": 2, "listserv": 2, "letter": 1, "bounce": 1}[box]


def test_a_list_is_a_channel_with_threads(tmp_path):
    one, two, three = sightings(tmp_path, LIST)

    assert (one.place.network, one.place.key, one.place.title) == (
        "mail",
        "runners.lists.example.org",
        "The Runners",
    )
    assert (one.handle.kind, one.handle.value, one.handle.name) == ("email", "anna@example.org", "Анна Ray")
    assert two.handle.name == "Petra Stone"
    assert one.words == "Where do we run?\n\nShall we run by the river?\n\nFrom the bridge on."
    assert two.words == "Да, в шесть."
    assert (two.reply_to, two.thread) == (one.external_id, one.external_id)
    assert (three.reply_to, three.thread) == (two.external_id, one.external_id)
    assert {seen.about.title for seen in (one, two, three)} == {"Where do we run?"}
    assert len({seen.about.key for seen in (one, two, three)}) == 1


def test_an_archive_that_hides_addresses_is_read(tmp_path):
    one, two = sightings(tmp_path, PIPERMAIL, "2012-October.txt")

    assert (one.handle.value, one.handle.name) == ("anna@example.org", "Анна")
    assert one.place.title == "Runners"
    assert two.words == "The red ones."
    assert datetime.fromtimestamp(one.at / 1000, UTC).hour == 5  # nine in Moscow, which was four hours ahead
    assert datetime.fromtimestamp(two.at / 1000, UTC).hour == 8


def test_only_what_letters_leave_open_is_asked(tmp_path):
    def asked(content):
        source = open_source(contract.file(tmp_path, content), "2012-October.txt.gz")
        return {question.key: question.guess for question in CONNECTOR.questions(source, contract.MOSCOW)}

    assert asked(LIST) == {}
    assert asked(PIPERMAIL) == {"list": "Runners", "zone": "Europe/Moscow"}
    assert asked(LETTER.replace("List-Id", "X").replace("[Runners] ", "")) == {"list": "Почта"}
    assert asked(LISTSERV) == {"list": "2012-October"}


def test_files_are_noticed_and_not_read(tmp_path):
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = "a@example.org", "Wed, 17 Oct 2012 09:10:00 +0000", "Re: x"
    made.set_content("see")
    made.add_attachment(b"\0" * 5_000_000, maintype="image", subtype="png", filename="x.png")

    [seen] = sightings(tmp_path, made.as_bytes())

    assert seen.words == "see"
    assert seen.marks == Mark.MEDIA


def test_returned_letters_are_told_of_whose_they_were(tmp_path):
    [bounce] = sightings(tmp_path, BOUNCE)
    [complaint] = sightings(tmp_path, COMPLAINT)
    late = contract.read(CONNECTOR, contract.file(tmp_path, BOUNCE.replace("failed", "delayed")))

    assert (bounce.kind, bounce.handle.value, bounce.extra) == (
        Kind.BOUNCED,
        "gone@example.net",
        {"status": "5.1.1"},
    )
    assert (complaint.kind, complaint.handle.value) == (Kind.COMPLAINED, "cross@example.net")
    assert [record.refused for record in late] == [DELAY]


def test_letters_that_say_in_words_whose_letter_came_back(tmp_path):
    text = "Hi. I'm afraid I wasn't able to deliver.\n\n<gone@example.net>:\nRemote host said: 550 5.1.1\n"
    raw = letter(text, subject="failure notice", Return_Path="<>").replace(b"Anna <anna@", b"<MAILER-DAEMON@")

    [seen] = sightings(tmp_path, raw)

    assert (seen.kind, seen.handle.value, seen.extra) == (
        Kind.BOUNCED,
        "gone@example.net",
        {"status": "5.1.1"},
    )


@pytest.mark.parametrize(
    ("subject", "headers"),
    [("Out of office: Hello", {}), ("Автоответ: Бег", {}), ("Re: x", {"Auto_Submitted": "auto-replied"})],
)
def test_automatic_replies_are_nobodys_activity(subject, headers, tmp_path):
    records = contract.read(CONNECTOR, contract.file(tmp_path, letter("away", subject=subject, **headers)))

    assert [record.refused for record in records] == [AWAY]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"X_Spam_Flag": "YES"}, SPAM), ({"X_Gmail_Labels": "Inbox,Spam"}, SPAM),
        ({"X_Gmail_Labels": "Drafts"}, DRAFT),
    ],
)  # fmt: skip
def test_spam_and_drafts_bring_nobody_in(headers, reason, tmp_path):
    records = contract.read(CONNECTOR, contract.file(tmp_path, letter("x", **headers)))

    assert [record.refused for record in records] == [reason]


def test_authors_behind_lists_machines_and_masks(tmp_path):
    def author(**headers):
        [seen] = sightings(tmp_path, letter("x", List_Id="<runners.lists.example.org>", **headers))
        return seen.handle

    via = author(From="Anna via Runners <runners@lists.example.org>", To="runners@lists.example.org",
                 Reply_To="anna@example.org")  # fmt: skip
    assert (via.value, via.name) == ("anna@example.org", "Anna")
    assert author(From="Shop <no-reply@example.org>").nature is Nature.BOT
    assert author(From="runners-request@lists.example.org").nature is Nature.BOT
    hidden = author(From="Anna <an...@example.org>")
    assert (hidden.kind, hidden.name) == ("named", "Anna")


def test_a_letter_to_somebody_who_writes_too_is_for_that_person(tmp_path):
    box = LIST.replace("To: runners@lists.example.org", "To: anna@example.org").replace(
        "In-Reply-To", "X-Was"
    )
    box = box.replace("References", "X-Were")

    one, two, _ = sightings(tmp_path, box)

    assert one.target is None
    assert two.target.value == "anna@example.org"


def test_headers_that_lost_their_brackets_are_read(tmp_path):
    bare = LIST.replace("Petra Stone", "").replace("petra@example.org ()", "Petra Stone   petra@EXAMPLE.org")
    bare = bare.replace("In-Reply-To: <two@example.org>", "in-reply-to: two@example.org")

    _, two, three = sightings(tmp_path, bare)

    assert (two.handle.value, two.handle.name) == ("petra@example.org", "Petra Stone")
    assert three.reply_to == two.external_id


def test_a_digest_is_the_letters_in_it(tmp_path):
    inner = [part.partition("\n")[2] for part in ("\n" + LIST).split("\nFrom ") if part.strip()]
    parts = "".join(f"--d\nContent-Type: message/rfc822\n\n{part}\n" for part in inner)
    head = "From: r-request@lists.example.org\nDate: Wed, 17 Oct 2012 12:00:00 +0000\nSubject: Digest\n"
    digest = f'{head}MIME-Version: 1.0\nContent-Type: multipart/digest; boundary="d"\n\n{parts}--d--\n'

    seen = sightings(tmp_path, digest)

    assert [one.handle.value for one in seen] == ["anna@example.org", "petra@example.org", "olha@example.net"]
    assert seen[2].thread == seen[0].external_id


def test_a_zip_of_letters_and_boxes(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "mail.zip", "w") as archive:
        archive.writestr("1350450600.M1P1.host:2,S", LETTER)
        archive.writestr("new/1350450600.M1P2.host", LETTER.replace("one@", "two@"))
        archive.writestr("box", PIPERMAIL)
        archive.writestr("notes.txt", "Nothing here.\n")
    records = contract.keeps(CONNECTOR, tmp_path / "mail.zip")

    assert [record.refused for record in records] == ["", "", "", "", ALIEN]
    assert records[2].where == "box: 1"


@pytest.mark.parametrize(
    "box",
    [
        LIST.replace("\n", "\r\n"), "\ufeff" + LIST, "\n\n" + LIST, LIST.replace(": ", ":"),
        LIST.replace(" Wed Oct 17", "  Wed, 17 Oct").replace("00 2012\n", "00 +0000 2012\n"),
    ],
)  # fmt: skip
def test_boxes_of_other_programs_hold_the_same_letters(box, tmp_path):
    assert [seen.words for seen in sightings(tmp_path, box)] == [
        seen.words for seen in sightings(tmp_path, LIST)
    ]


def test_what_a_letter_carries_is_not_held(tmp_path):
    carried = "x" * 70 + "\n"
    box = (
        LIST.replace("Me too.\n", "Me too.\n\n-- \n" + carried * 60_000) + "\n" + LIST.replace("<", "<again.")
    )

    assert len(sightings(tmp_path, box)) == 6


def test_what_is_no_letter_says_why(tmp_path):
    box = LIST + "\nFrom x@example.org Wed Oct 17 09:10:00 2012\nX-Nothing: here\n\n"
    box += "\nFrom - Wed Oct 17 09:10:00 2012\nSubject: nobody\n\nx\n"
    box += "\nFrom x@example.org Wed Oct 17 09:10:00 2012\nFrom: a@example.org\nSubject: hi\n\n"
    box += "From now on, Wed 10:00 2012\nx\n"
    undated = LETTER.replace("Date:", "X-Date:")

    records = contract.read(CONNECTOR, contract.file(tmp_path, box))
    lone = contract.read(CONNECTOR, contract.file(tmp_path, undated))

    assert [record.refused for record in records] == ["", "", "", BROKEN, NOBODY, ""]
    assert records[-1].sightings[0].words.endswith("From now on, Wed 10:00 2012\nx")
    assert [record.refused for record in lone] == [NO_DATE]


@pytest.mark.parametrize(
    "text",
    ["<html><p>From: a</p>", "[09:00] <anna> From: me\n", "From the start: x\n\ny\n",
     "name: x\ncolour: y\n\nz\n",
     '{"From": "a@b", "Date": "x"}', "From;To;Date\na@b.example;c@d.example;2012-10-17\n", "\0\1" * 99],
)  # fmt: skip
def test_nothing_else_is_taken_for_mail(text, tmp_path):
    assert CONNECTOR.recognise(open_source(contract.file(tmp_path, text))) is Understanding.NO


def test_an_unknown_zone_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no time zone"):
        sightings(tmp_path, LIST, zone="Europe/Nowhere")


def test_hostile_letters_take_no_time(tmp_path):
    deep = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" * 3000
    texts = ["> " * 50_000, "On " * 30_000, "\n" * 200_000, "-" * 90_000, "Thanks,\n" * 9_000,
             "To unsubscribe x\n" * 6_000, "<" * 90_000, deep, "From: a\n" * 20_000,
             "17.10.2012 " * 9_000, "_" * 33 + "\n" + "x\n" * 40_000]  # fmt: skip

    page = LETTER.replace("Subject", "Content-Type: text/html\nSubject")
    for text in texts:
        contract.survives(CONNECTOR, (LETTER + text).encode())
        contract.survives(CONNECTOR, (page + text).encode())


def test_the_demos_box_is_read_whole(tmp_path):
    year = year_until(1_767_225_600_000, people=60, days=120)
    path = contract.file(tmp_path, exports_of(year)["organisers.mbox"], "organisers.mbox")

    records = contract.keeps(CONNECTOR, path)

    told = {said.text for said in year.said["list"]}
    assert told
    assert len(records) == len(year.said["list"])
    assert [record.refused for record in records] == [""] * len(records)
    assert {one.words.split("\n\n", 1)[-1] for one in contract.sightings(records)} == told


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(contract.mutated(*BOXES.values(), COMPLAINT))
def test_survives_whatever_comes(data):
    contract.survives(CONNECTOR, data)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LIST.split("\n\nFrom ")) | st.text(max_size=80), max_size=6))
def test_counts_every_letter_once(texts):
    clean = ["".join(text.split("From ")) for text in texts]
    box = "".join(f"From a@example.org Wed Oct 17 09:10:00 2012\nX-Part: y\n{text}\n\n" for text in clean)

    records = contract.survives(CONNECTOR, (LIST + "\n" + box).encode("utf-8", "replace"))

    assert len(records) == 3 + len(texts)


def test_memory_is_flat(tmp_path):
    def write(path, count):
        head, body = LIST.split("\n\n", 1)[0], "Words of this letter, some of them.\n" * 4
        with path.open("w") as file:
            for number in range(count // 4):
                file.write(head.replace("<one@", f"<{number}@") + f"\n\n{body}\n")

    contract.memory_is_flat(CONNECTOR, tmp_path, write)
    contract.knows_no_django(CONNECTOR)


@pytest.mark.parametrize("path", contract.shared("mbox/**/*", "email/**/*.eml"))
def test_real_mail_is_taken(path):
    source = open_source(path, path.name)
    if CONNECTOR.recognise(source) is Understanding.NO:
        assert not path.name.endswith(".mbox")
        return
    records = list(CONNECTOR.read(source, {"list": "list", "zone": "UTC"}, Surroundings()))

    contract.is_accounted(records)
    assert records
    if "email" not in str(path.relative_to(contract.SHARED)):
        strange = [record for record in records if record.refused in (BROKEN, NOBODY, NO_DATE)]
        assert len(strange) <= max(1, len(records) // 50)
