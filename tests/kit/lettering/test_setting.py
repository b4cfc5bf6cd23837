"""Names of living scripts are drawn: every letter has a glyph, joined and ordered as it is written."""

import pytest

from veche.kit.lettering import fitted, is_whole, set_line
from veche.kit.lettering.clusters import cleaned, clusters_of, is_simple
from veche.kit.lettering.faces import faces_with, listed_faces, placed

NAMES = {
    "Latin": "Łukasz Nguyễn",
    "Cyrillic": "Анна Щёлкина",
    "Greek": "Αλέξανδρος",
    "Thai": "น้ำผึ้ง วงศ์สวัสดิ์",
    "Lao": "ສົມສັກ",
    "Khmer": "ស្រីពៅ",
    "Burmese": "စုကြည်",
    "Devanagari": "श्रीकृष्ण",
    "Bengali": "রবীন্দ্রনাথ",
    "Tamil": "ஸ்ரீநிவாசன்",
    "Telugu": "శ్రీనివాస్",
    "Kannada": "ಶ್ರೀನಿವಾಸ್",
    "Malayalam": "നമ്പൂതിരി",
    "Gujarati": "શ્રીમતી",
    "Gurmukhi": "ਹਰਪ੍ਰੀਤ",
    "Sinhala": "ප්‍රේමදාස",
    "Odia": "ଜଗନ୍ନାଥ",
    "Georgian": "ნინო ᲜᲘᲜᲝ",
    "Armenian": "Զարուհի",
    "Ethiopic": "ኃይለ ሥላሴ",
    "Hebrew": "דָּוִד",
    "Arabic": "مُحَمَّد",
    "Persian": "علی‌رضا",
    "Urdu": "ڈاکٹر ٹیپو",
    "Chinese": "王小明 陳龔錡",
    "Japanese": "さくら 髙﨑",
    "Korean": "김민수",
    "Tibetan": "བསྟན་འཛིན",
    "Thaana": "މުޙައްމަދު",
    "Inuktitut": "ᐃᓄᒃᑎᑐᑦ",
    "Cherokee": "ᏣᎳᎩ",
    "Emoji": "🦊👩‍🚀🇷🇺👍🏽❤️",
    "mixed": "Anna สมชาย דוד (王) 12",
}
JOINED = {
    "Khmer",
    "Devanagari",
    "Bengali",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Gujarati",
    "Gurmukhi",
    "Sinhala",
    "Emoji",
}


def glyphs(text):
    """The numbers of a line's glyphs from left to right."""
    return [glyph.number for run in set_line(text).runs for group in run.groups for glyph in group.glyphs]


@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_drawn_whole(script):
    name = NAMES[script]

    line, bold = set_line(name), set_line(name, bold=True)

    assert (line.is_whole, bold.is_whole, is_whole(name)) == (True, True, True)
    assert min(line.width, bold.width) > 0
    assert 0 not in glyphs(name)
    assert "".join(sorted("".join(run.text for run in line.runs))) == "".join(sorted(cleaned(name)))
    if script in JOINED:
        assert len(glyphs(name)) < len(name)


def test_arabic_joins_and_goes_left():
    alone, joined = [glyphs(letter)[0] for letter in "محمد"], glyphs("محمد")

    assert len(joined) == 4
    assert joined[0] != alone[0]
    assert len({*joined, *alone}) > 4
    assert set_line("محمد Anna").runs[-1].text == "محمد"
    assert set_line("Anna محمد").runs[0].text.strip() == "Anna"


def test_han_is_drawn_as_its_neighbours_are_written():
    faces = listed_faces()

    families = [[faces[one.listed].family for one in placed(text)] for text in ("田", "田さ", "田김", "頊")]

    assert families == [["sc"], ["jp", "jp"], ["sc", "kr"], ["jp"]]


def test_what_nothing_has_is_left_out_and_fancy_letters_become_plain():
    unknown = set_line("Anna \U00012000")

    assert (unknown.is_whole, is_whole("Anna \U00012000")) == (False, False)
    assert unknown.width == set_line("Anna ").width
    assert set_line("\U00012000").width == 0
    assert is_whole("𝓐𝓷𝓷𝓪")
    assert glyphs("𝓐𝓷𝓷𝓪\u202e\u200b") == glyphs("Anna")


def test_a_line_fits_its_width_and_is_cut_between_clusters():
    name = "क्षत्रिय" * 20

    (whole, small), (cut, least) = (fitted(one, size=20, width=100, least=7) for one in ("क्षत्रिय", name))

    assert (whole.is_whole, small) == (True, 20)
    assert least == 7
    assert 80 < cut.width * least <= 100
    shown = "".join(run.text for run in cut.runs)
    assert clusters_of(name)[: len(clusters_of(shown))] == clusters_of(shown)


def test_the_letters_that_need_no_look_are_all_there():
    simple = [number for number in range(0x3000) if is_simple(chr(number)) and not chr(number).isspace()]

    assert listed_faces()[0].family == "plain"
    assert [number for number in simple if 0 not in faces_with(number)] == []
