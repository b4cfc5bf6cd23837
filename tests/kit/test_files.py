"""Files from outside: archives that lie, lead astray or explode are refused with the name of the culprit."""

import gzip
import zipfile

import pytest

from veche.kit.files import digest_of, open_source, peeked
from veche.kit.terms import Refusal


def test_a_plain_file_is_its_own_member(tmp_path):
    path = _write(tmp_path / "upload", b"hello")

    source = open_source(path, "Чат.json")

    assert [member.name for member in source.members] == ["Чат.json"]
    assert source.sample(source.members[0]) == b"hello"


def test_members_of_an_archive_are_read_without_unpacking_names_to_disk(tmp_path):
    source = open_source(_zip(tmp_path, {"general/2024-01-01.json": b"[]", "__MACOSX/x": b"?"}))

    assert [member.name for member in source.members] == ["general/2024-01-01.json"]


def test_members_are_opened_one_after_another(tmp_path):
    source = open_source(_zip(tmp_path, {"a": b"1", "b": b"22", "c": b"333"}))

    found = [(member.name, file.read()) for member, file in source.each(source.members[1:])]

    assert found == [("b", b"22"), ("c", b"333")]


def test_a_member_whose_place_is_wrong_is_refused_by_name(tmp_path):
    path = _zip(tmp_path, {"a": b"1", "b": b"22"}, zipfile.ZIP_STORED)
    source = open_source(path)
    path.write_bytes(path.read_bytes().replace(b"b22", b"x22", 1))

    with pytest.raises(Refusal) as refusal:
        list(source.each(source.members))

    assert refusal.value.reasons[0].place == "b"


def test_gzip_is_read_through(tmp_path):
    path = _write(tmp_path / "2002-March.txt.gz", gzip.compress(b"From anna at example.org"))

    source = open_source(path)

    assert source.members[0].name == "2002-March.txt"
    assert source.sample(source.members[0]).startswith(b"From anna")


@pytest.mark.parametrize("name", ["../etc/passwd", "/etc/passwd", "a/../../b", "C:\\evil", "..\\evil"])
def test_paths_that_lead_outside_are_refused(tmp_path, name):
    with pytest.raises(Refusal) as refusal:
        open_source(_zip(tmp_path, {name: b"x"}))

    assert "outside" in str(refusal.value)


def test_a_bomb_is_refused_by_what_it_claims(tmp_path):
    with pytest.raises(Refusal) as refusal:
        open_source(_zip(tmp_path, {"bomb.json": b"0" * (100 * 1024**2)}))

    assert "bomb" in str(refusal.value)


def test_a_bomb_that_lies_about_its_size_is_refused_while_reading(tmp_path):
    path = _write(tmp_path / "bomb.txt.gz", gzip.compress(b"0" * (64 * 1024**2)))
    source = open_source(path)

    with source.open(source.members[0]) as file, pytest.raises(Refusal):
        while file.read(1024**2):
            pass


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_a_damaged_archive_is_refused(tmp_path, cut):
    path = _zip(tmp_path, {"a.json": b"[1]" * 1000})
    path.write_bytes(path.read_bytes()[:-cut] if cut < path.stat().st_size else b"PK\x03\x04")

    with pytest.raises(Refusal):
        open_source(path)


def test_a_member_with_a_wrong_checksum_is_refused_while_reading(tmp_path):
    path = _zip(tmp_path, {"a.json": b"abcdefgh" * 100}, zipfile.ZIP_STORED)
    raw = bytearray(path.read_bytes())
    raw[60] ^= 1
    path.write_bytes(bytes(raw))
    source = open_source(path)

    with source.open(source.members[0]) as file, pytest.raises(Refusal):
        file.read()


def test_a_workbook_is_a_file_not_an_archive(tmp_path):
    source = open_source(_zip(tmp_path, {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}))

    assert source.form == "plain"


def test_the_digest_is_of_the_content(tmp_path):
    assert digest_of(_write(tmp_path / "a", b"x")) == digest_of(_write(tmp_path / "b", b"x"))


def _write(path, content):
    path.write_bytes(content)
    return path


def _zip(folder, members, method=zipfile.ZIP_DEFLATED):
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return path


def test_a_letter_of_a_maildir_is_no_path_outside(tmp_path):
    path = tmp_path / "mail.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1350450600.M1P1.host:2,S", b"x")

    assert [member.name for member in open_source(path).members] == ["1350450600.M1P1.host:2,S"]


def test_looking_ahead_reads_nothing_away(tmp_path):
    path = tmp_path / "plain"
    path.write_bytes(b"0123456789" * 50_000)

    with path.open("rb") as file:
        start, whole = peeked(file, 12)
        assert start == b"012345678901"
        assert whole.readline(5) == b"01234"
        assert whole.read() == b"56789" + b"0123456789" * 49_999
