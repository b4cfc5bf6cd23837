"""Files from outside: plain, gzip or zip, opened so that none can hurt us.

Names inside archives are never used as paths on disk. Sizes are counted while
reading, because an archive may lie about them.
"""

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name

MOST_MEMBERS = 200_000
LARGEST_MEMBER = 64 * 1024**3
# Real chat exports compress 5 to 30 times; a bomb does so a thousand times and more.
WORST_RATIO = 300
SMALL = 32 * 1024**2
SAMPLE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """One file to read: the upload itself, or one inside the archive."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Source:
    """An uploaded file as a set of members; `name` is what the user called it."""

    path: Path
    name: str
    members: tuple[Member, ...]
    form: str  # plain, gzip or zip

    @contextmanager
    def open(self, member: Member) -> Iterator[BinaryIO]:
        """Open a member for reading from its start; reading past the limits is refused."""
        if self.form == "plain":
            with self.path.open("rb") as file:
                yield file
        elif self.form == "gzip":
            with gzip.open(self.path) as file:
                yield _bounded(cast("BinaryIO", file), member, self.path.stat().st_size)
        else:
            with zipfile.ZipFile(self.path) as archive, _unpacked(archive, member) as file:
                yield file

    def each(self, members: Iterable[Member]) -> Iterator[tuple[Member, BinaryIO]]:
        """Open members one after another, each until the next is asked for.

        The list of an archive is read once for all: asking for each of ten thousand files by
        itself would read it ten thousand times.
        """
        if self.form == "zip":
            with zipfile.ZipFile(self.path) as archive:
                for member in members:
                    with _unpacked(archive, member) as file:
                        yield member, file
            return
        for member in members:
            with self.open(member) as file:
                yield member, file

    def sample(self, member: Member, size: int = SAMPLE) -> bytes:
        """Answer the first bytes of a member: what its kind is recognised by."""
        with self.open(member) as file:
            return file.read(size)

    @property
    def size(self) -> int:
        """The bytes of all members together, as far as the archive tells the truth."""
        return sum(member.size for member in self.members)


def open_source(path: Path, name: str = "") -> Source:
    """Look at an uploaded file and answer its members.

    Refuses encrypted and damaged archives, paths that lead outside, too many members
    and compression no honest file has.
    """
    name = clean_name(name or path.name)
    with path.open("rb") as file:
        start = file.read(4)
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06") and not _is_workbook(path):
        return Source(path, name, _members_of_zip(path), "zip")
    if start[:2] == b"\x1f\x8b":
        inner = name[:-3] if name.lower().endswith(".gz") else name
        return Source(path, name, (Member(inner, path.stat().st_size),), "gzip")
    return Source(path, name, (Member(name, path.stat().st_size),), "plain")


def peeked(file: BinaryIO, size: int = SAMPLE) -> tuple[bytes, BinaryIO]:
    """Answer the first bytes of a file, and the file as though nothing had been read of it."""
    start = file.read(size)
    return start, cast("BinaryIO", io.BufferedReader(_Rejoined(start, file), 128 * 1024))


def digest_of(path: Path) -> str:
    """Answer the SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_workbook(path: Path) -> bool:
    """Tell an .xlsx or .ods, which are zips too, from an archive of files."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.NameToInfo
            return "[Content_Types].xml" in names or {"content.xml", "mimetype"} <= names.keys()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def _members_of_zip(path: Path) -> tuple[Member, ...]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        text = N_("The archive is damaged or of a kind we cannot open: {error}")
        raise Refusal(Reason(text, values={"error": str(error)[:200]})) from error
    if len(infos) > MOST_MEMBERS:
        text = N_("The archive holds {count} files; {most} at the most can be read.")
        raise Refusal(Reason(text, values={"count": len(infos), "most": MOST_MEMBERS}))
    reasons = [reason for info in infos for reason in _faults(info)]
    if reasons:
        raise Refusal(*reasons[:20])
    # Folders that a Mac or an archiver leaves behind say nothing about the community.
    real = [i for i in infos if not i.filename.startswith("__MACOSX/")]
    return tuple(Member(i.filename, i.file_size) for i in real)


def _faults(info: zipfile.ZipInfo) -> Iterator[Reason]:
    parts = info.filename.replace("\\", "/").split("/")
    shown = clean_name(info.filename)
    # A drive of Windows; other colons are honest: a Maildir's letters are named «1700000000.M1.host:2,S».
    if ".." in parts or parts[0] == "" or parts[0][1:2] == ":":
        yield Reason(
            N_("The archive names a path outside itself: {name}"), place=shown, values={"name": shown}
        )
    if info.flag_bits & 1:
        yield Reason(N_("The file is locked with a password: {name}"), place=shown, values={"name": shown})
    if info.file_size > SMALL and info.file_size > WORST_RATIO * max(info.compress_size, 1):
        text = N_("The file would unpack to {ratio} times its size, as only an archive bomb does: {name}")
        ratio = info.file_size // max(info.compress_size, 1)
        yield Reason(text, place=shown, values={"name": shown, "ratio": ratio})


@contextmanager
def _unpacked(archive: zipfile.ZipFile, member: Member) -> Iterator[BinaryIO]:
    try:
        info = archive.getinfo(member.name)
        file = archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, KeyError, RuntimeError, ValueError, OSError) as error:
        raise _damaged(member.name, error) from error
    with file:
        yield _bounded(cast("BinaryIO", file), member, info.compress_size)


def _damaged(name: str, error: Exception) -> Refusal:
    text = N_("The archive is damaged or of a kind we cannot open: {error}")
    return Refusal(Reason(text, place=clean_name(name), values={"error": str(error)[:200]}))


def _bounded(file: BinaryIO, member: Member, packed: int) -> BinaryIO:
    bound = min(LARGEST_MEMBER, max(SMALL, WORST_RATIO * packed))
    return cast("BinaryIO", io.BufferedReader(_Bounded(file, member.name, bound), 128 * 1024))


class _Bounded(io.RawIOBase):
    """Counts what comes out of an archive and turns its errors into refusals."""

    def __init__(self, file: BinaryIO, name: str, bound: int) -> None:
        self.file, self.name, self.left = file, clean_name(name), bound

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            piece = self.file.read(len(buffer))
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error) as error:
            raise _damaged(self.name, error) from error
        self.left -= len(piece)
        if self.left < 0:
            text = N_("The file unpacks to far more than its archive says: {name}")
            raise Refusal(Reason(text, place=self.name, values={"name": self.name}))
        buffer[: len(piece)] = piece
        return len(piece)


class _Rejoined(io.RawIOBase):
    """A beginning that was read already, then the rest."""

    def __init__(self, start: bytes, file: BinaryIO) -> None:
        self.start, self.file = start, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self.start[: len(buffer)] or self.file.read(len(buffer))
        self.start = self.start[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
