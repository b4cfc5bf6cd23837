"""Texts to translate: collected from code and templates into each room's .po, and checked.

    python tools/messages.py collect [room …]   bring the .po files up to date, compile them
    python tools/messages.py check              fail for every text that is missing, unused or amiss
    python tools/messages.py compile            only compile the .po files

English is the gettext id and needs no file. Pure Python: no gettext programs are needed.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po

SOURCE = Path(__file__).resolve().parent.parent / "src/veche"
LANGUAGE = "ru"
KEYWORDS = {
    "_": None, "N_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
HEADER = r"""msgid ""
msgstr ""
"Language: ru\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
"n%100>=20) ? 1 : 2);\n"
"""
PLACES = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w*)[^{}]*\}(?!\})")
Key = tuple[str, str]


def rooms() -> list[Path]:
    """Answer the rooms, in order."""
    return sorted(path for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith("_"))


def texts_of(room: Path) -> dict[Key, tuple[str | tuple[str, str], set[str]]]:
    """Answer every text of a room by (context, id): the id with its plural, and the files it stands in."""
    found: dict[Key, tuple[str | tuple[str, str], set[str]]] = {}
    for path in sorted(
        [*room.rglob("*.py"), *room.rglob("templates/**/*.html"), *room.rglob("templates/**/*.txt")]
    ):
        code = path.read_text() if path.suffix == ".py" else code_of_template(path.read_text())
        for context, text in texts_in(code):
            first = text if isinstance(text, str) else text[0]
            known, files = found.setdefault((context, first), (text, set()))
            files.add(str(path.relative_to(SOURCE)))
            if isinstance(known, str) and not isinstance(text, str):
                found[context, first] = (text, files)
    return found


def texts_in(code: str) -> Iterator[tuple[str, str | tuple[str, str]]]:
    """Answer (context, text) for every marked text of Python code."""
    stream = io.BytesIO(code.encode())
    for _, text, _, context in extract("python", stream, KEYWORDS, options={"encoding": "utf-8"}):
        if text and text != ("", ""):
            yield context or "", text if isinstance(text, str) else (text[0], text[1])


def code_of_template(text: str) -> str:
    """Answer the template's texts as Python code: what is not translated is blanked out."""
    from django.utils.translation.template import templatize

    lines = (line.strip() for line in templatize(text).splitlines())
    return "(" + "\n".join(lines) + "\n)"


def read_catalog(room: Path) -> Catalog:
    """Answer a room's translations, empty where it has none yet."""
    path = path_of(room)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def path_of(room: Path) -> Path:
    """Answer where a room's translations stand."""
    return room / f"locale/{LANGUAGE}/LC_MESSAGES/django.po"


def collect(names: Iterable[str]) -> None:
    """Bring the .po files up to date: translations stay, new texts come empty, unused ones go."""
    for room in rooms():
        if names and room.name not in names:
            continue
        texts, catalog, path = texts_of(room), read_catalog(room), path_of(room)
        if not texts:
            path.unlink(missing_ok=True)
            continue
        parts = [HEADER]
        for (context, first), (text, files) in sorted(
            texts.items(), key=lambda item: (item[0][1], item[0][0])
        ):
            parts.append(entry(context, text, files, catalog.get(first, context or None)))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(parts))
        missing = sum(1 for fault in faults_of(room))
        print(f"{room.name}: {len(texts)} texts, {missing} to look at")


def entry(context: str, text: str | tuple[str, str], files: set[str], known: Message | None) -> str:
    """Write one entry: files without line numbers, so that moving code changes nothing here."""
    lines = [f"#: {file}" for file in sorted(files)]
    if known is not None and known.fuzzy:
        lines.append("#, fuzzy")
    if context:
        lines.append(f"msgctxt {normalize(context)}")
    said = known.string if known is not None else ""
    if isinstance(text, str):
        said = said if isinstance(said, str) else (said[0] if said else "")
        lines += [f"msgid {normalize(text, width=100)}", f"msgstr {normalize(said, width=100)}"]
    else:
        forms = list(said) if isinstance(said, tuple | list) else [said, "", ""]
        lines += [f"msgid {normalize(text[0], width=100)}", f"msgid_plural {normalize(text[1], width=100)}"]
        lines += [f"msgstr[{n}] {normalize((forms + [''] * 3)[n], width=100)}" for n in range(3)]
    return "\n".join(lines) + "\n"


def faults_of(room: Path) -> Iterator[str]:
    """Answer what is amiss in a room's translations, a line each."""
    texts, catalog = texts_of(room), read_catalog(room)
    for (context, first), (text, files) in texts.items():
        known = catalog.get(first, context or None)
        where = f"{room.name}: «{first}» ({', '.join(sorted(files))})"
        if known is None:
            yield f"{where}: not collected, run `make messages`"
        elif known.fuzzy:
            yield f"{where}: fuzzy"
        else:
            yield from (f"{where}: {fault}" for fault in faults_of_entry(text, known))
    for message in catalog:
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            if (message.context or "", first) not in texts:
                yield f"{room.name}: «{first}»: unused"


def faults_of_entry(text: str | tuple[str, str], known: Message) -> Iterator[str]:
    """Answer what is amiss with one translation: empty, or with other places than the id."""
    forms = [known.string] if isinstance(known.string, str) else list(known.string)
    if isinstance(text, str) != isinstance(known.id, str):
        yield "plural or not, run `make messages`"
        return
    if not all(forms) or (not isinstance(text, str) and len(forms) < 3):
        yield "not translated"
        return
    wanted = places_of(text if isinstance(text, str) else text[1])
    for form in forms:
        if places_of(form) != wanted:
            yield f"«{form}» fills other places than {sorted(wanted) or 'none'}"


def places_of(text: str) -> set[str]:
    """Answer the named places of a text, in either way of writing them."""
    return {first or second for first, second in PLACES.findall(text)}


def conflicts() -> Iterator[str]:
    """Answer texts that two rooms translate differently: all rooms share one catalogue."""
    known: dict[Key, tuple[str, object]] = {}
    for room in rooms():
        for message in read_catalog(room):
            first = message.id if isinstance(message.id, str) else message.id[0]
            key, said = (message.context or "", first), message.string
            other, before = known.setdefault(key, (room.name, said))
            if first and before != said:
                yield f"{room.name}: «{first}»: translated differently in {other}"


def compile_all() -> None:
    """Write the .mo files that Django reads."""
    for room in rooms():
        path = path_of(room)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as out:
                write_mo(out, read_catalog(room))


def main(words: list[str]) -> None:
    """Do what the command line says."""
    verb = words[0] if words else "check"
    if verb == "collect":
        collect(words[1:])
        compile_all()
    elif verb == "compile":
        compile_all()
    else:
        faults = [fault for room in rooms() for fault in faults_of(room)] + list(conflicts())
        if faults:
            raise SystemExit(
                "\n".join(faults) + f"\n{len(faults)} texts need a look: see docs/extend/texts.md"
            )
        print("All texts are translated.")


if __name__ == "__main__":
    main(sys.argv[1:])
