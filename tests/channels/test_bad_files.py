"""Files that are broken or hostile: a clear error that names the place, and nothing left behind."""

import gzip
import io
import json
import struct
import zipfile

import pytest
from tests import make
from tests.channels.files import PEOPLE, assert_accounted, checked, fresh, messages, taken, upload, work

from veche.channels import actions, queries
from veche.channels.terms import State
from veche.core.terms import SYSTEM
from veche.kit.forms import say_reason
from veche.kit.terms import Reason
from veche.ledger.models import Channel, Identity, Interaction

pytestmark = pytest.mark.django_db
MB = 1024**2


def zipped(*members, compression=zipfile.ZIP_DEFLATED):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", compression) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return memory.getvalue()


def locked():
    """A zip whose members say that they are encrypted."""
    whole = bytearray(zipped(("people.csv", PEOPLE)))
    local, central = whole.index(b"PK\x03\x04"), whole.index(b"PK\x01\x02")
    whole[local + 6] |= 1
    whole[central + 8] |= 1
    return bytes(whole)


def lying():
    """A zip whose member unpacks to more than it says."""
    whole = bytearray(zipped(("people.csv", b"a,b\n" * (32 * MB))))
    central = whole.index(b"PK\x01\x02")
    whole[central + 24 : central + 28] = struct.pack("<I", 1000)
    return bytes(whole)


def workbook(shared):
    """The least an .xlsx is, with shared strings of our choice."""
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    )
    return zipped(
        ("[Content_Types].xml", kinds), ("xl/worksheets/sheet1.xml", sheet), ("xl/sharedStrings.xml", shared)
    )


LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><sst><si><t>&j;</t></si></sst>"
)

# What the file is called in the test, the bytes, and what the error must name.
BAD = {
    "nothing but bytes": (bytes(range(256)) * 400, ""),
    "path out of the archive": (zipped(("../../etc/people.csv", PEOPLE)), "etc/people.csv"),
    "absolute path": (zipped(("/etc/passwd", PEOPLE)), "etc/passwd"),
    "path with a drive": (zipped(("C:\\people.csv", PEOPLE)), "people.csv"),
    "locked archive": (locked(), "people.csv"),
    "archive bomb": (zipped(("bomb.csv", b"\0" * (64 * MB))), "bomb.csv"),
    "archive that lies": (lying(), "people.csv"),
    "gzip bomb": (gzip.compress(b"\0" * (64 * MB)), ""),
    "archive cut in two": (zipped(("people.csv", PEOPLE * 99))[:200], ""),
    "archive of nothing": (zipped(), ""),
    "a million columns": (",".join(f"c{n}" for n in range(1_000_000)) + "\n1,2\n", "2000"),
    "one endless line": ("a,b\n" + "x" * (20 * MB), ""),
    "brackets without end": ("[" * 1_000_000, ""),
    "objects without end": ('{"messages":' * 100_000, ""),
    "laughs": (workbook(LAUGHS), ""),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 99, ""),
    "a program": (b"\x7fELF" + b"\x02\x01\x01" + bytes(9000), ""),
}


def said(found):
    return [say_reason(Reason(**fault)) for fault in found.faults]


@pytest.mark.parametrize("what", BAD)
def test_bad_files_are_refused_with_the_reason_and_leave_nothing(
    what, tmp_path, settings, django_capture_on_commit_callbacks
):
    content, named = BAD[what]
    with django_capture_on_commit_callbacks(execute=True):
        found = checked(upload(tmp_path, content, make.community(), "export.bin"))

    assert found.stands is State.REFUSED, found.survey
    assert all(said(found))
    assert any(named in text for text in said(found)) or any(named in f["place"] for f in found.faults)
    assert not Interaction.objects.exists()
    assert not Identity.objects.exists()
    assert not Channel.objects.exists()
    assert list((settings.FILES / "imports").iterdir()) == []


def test_a_gzip_cut_in_two_names_where(tmp_path):
    whole = gzip.compress((PEOPLE * 2000).encode())

    found = checked(upload(tmp_path, whole[: len(whole) // 2], make.community(), "people.csv.gz"))

    assert found.stands is State.REFUSED
    assert said(found)


def test_a_table_of_another_encoding_is_read_in_it(tmp_path):
    found = taken(upload(tmp_path, PEOPLE.encode("cp1251"), make.community()))

    assert found.stands is State.DONE
    assert Interaction.objects.filter(extra__traits__city="Москва").exists()


def test_bytes_of_no_encoding_do_not_stop_the_rest(tmp_path):
    content = PEOPLE.encode() + b"\xff\xfe\x80\x81;broken@example.org;\xc3\x28\n"

    found = taken(upload(tmp_path, content, make.community()))

    assert found.stands is State.DONE
    assert_accounted(found)


def test_huge_values_are_cut_or_refused_one_by_one(tmp_path):
    rows = [
        "author,date,text,message id",
        f"a@example.org,2026-03-01 10:00,{'слово ' * 30_000},1",
        f"b@example.org,2026-03-01 10:00,ok,{'9' * 400}",
        "c@example.org,99999-01-01 10:00,ok,3",
        f"{'d' * 5000}@example.org,2026-03-01 10:00,ok,4",
        "e@example.org,2026-03-01 10:00,ok,5",
    ]

    found = taken(upload(tmp_path, "\n".join(rows) + "\n", make.community()))

    assert found.stands is State.DONE
    assert found.seen == 5
    assert found.new >= 2
    assert_accounted(found)


def test_hostile_names_inside_an_archive_stay_text(tmp_path):
    name = "a/" * 100 + "<script>\u202egpj.csv"

    found = taken(upload(tmp_path, zipped((name, PEOPLE)), make.community(), "lists.zip"))

    assert found.stands is State.DONE
    assert found.new == 3
    assert "\u202e" not in json.dumps(found.refusals, ensure_ascii=False)


def test_an_import_that_breaks_on_the_way_takes_back_what_came_of_it(tmp_path, settings):
    """The file changes on the disk between the dry run and the taking in."""
    found = checked(upload(tmp_path, messages(50), make.community()))
    path = queries.path_of(found)
    path.write_bytes(path.read_bytes().replace(b"2026", b"2027"))

    actions.start_import(found, by=SYSTEM)
    work()

    assert fresh(found).stands is State.REFUSED
    assert said(fresh(found))
    assert not Interaction.objects.exists()
