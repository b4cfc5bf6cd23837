"""What the sanitiser of letters lets through runs nothing and loads nothing but pictures."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.kit.hostile_markup import HOSTILE, VECTORS

from veche.kit.mail_markup import (
    PROPERTIES,
    SCHEMES,
    TAGS,
    clean_css,
    clean_mail,
    clean_style,
    markdown_to_mail,
)
from veche.kit.mail_markup.cleaning import ATTRIBUTES

FOR_MAIL = [
    "<!--[if mso]><script>alert(1)</script><![endif]-->",
    "<!--[if mso]><img src=x onerror=alert(1)><![endif]-->",
    '<!--[if mso | IE]><table onclick="x" style="background:url(javascript:x)"><tr><![endif]-->',
    "<!--[if IE]><iframe src=//e.example></iframe><![endif]-->",
    "<!--[if !mso]><!--><script>1</script><!--<![endif]-->",
    '<!--[if mso | IE]><table title="--><script>alert(1)</script>"><![endif]-->',
    '<!--[if mso]><td width="><script>"><![endif]-->', "<!--><script>alert(1)</script>-->",
    "<!--[if mso]>x--!><b>", "<table background='javascript:alert(1)'><td>x</td></table>",
    "<img src='data:image/svg+xml,<svg onload=x>'>", "<img src='cid:x' lowsrc='javascript:x' dynsrc='x'>",
    "<a href='//e.example'>x</a>", "<a href='/x' ping='//e'>x</a>",
    "<p style='background:url(https://e.example/x)'>x</p>",
    "<p style='b\\61 ckground:red;color:\\72 ed'>x</p>",
    "<p style='position:fixed;top:0;behavior:url(x);-moz-binding:url(x)'>x</p>",
    "<p style='color:red;/*'>x</p><p style='*/position:fixed'>x</p>",
    "<style>@import 'https://e.example/x.css';</style>", "<link rel=stylesheet href=https://e.example>",
    "<font face='x' color='red' onmouseover=x>x</font>",
    "<v:rect><v:fill src='https://e.example'/></v:rect>", "<meta http-equiv=refresh content=0>",
    "<img srcset='https://e.example/x 2x' src='https://e.example/y'>", "<form><input name=x></form>",
]  # fmt: skip
ALL = {name for names in ATTRIBUTES.values() for name in names}


class Reader(HTMLParser):
    """Reads a letter and remembers what may not stand in it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults = []

    def handle_starttag(self, tag, attrs):
        """Look at a tag and its attributes."""
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"]:
                self.faults.append(f"{tag} {name}")
            if name in {"href", "src"} and (value or "").partition(":")[0] not in SCHEMES:
                self.faults.append(f"{name} {value}")
            if name == "style":
                self.faults += style_faults(value)

    def handle_comment(self, data):
        """Look at a comment as Outlook does: a scaffold, or a mark that hides it from others."""
        if data in {"[if !mso]><!", "<![endif]"}:
            return
        inside = re.fullmatch(r"\[if (?:mso|mso \| IE)\]>(.*)<!\[endif\]", data, re.DOTALL)
        if inside is None:
            self.faults.append(data)
            return
        scaffold = Reader()
        scaffold.feed(inside[1])
        self.faults += [*scaffold.faults, *re.findall(r"<(?!/?(?:table|tbody|tr|td)\b)[^>]*", inside[1])]


def style_faults(style):
    names = [one.partition(":")[0] for one in style.split(";")]
    wrong = [name for name in names if name not in PROPERTIES]
    return wrong + re.findall(r"url|expression|javascript|@|\\|/\*", style, re.IGNORECASE)


def faults_of(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.faults


@pytest.mark.parametrize("hostile", [*VECTORS, *FOR_MAIL])
def test_nothing_that_runs_or_loads_survives(hostile):
    assert faults_of(clean_mail(hostile)) == []
    assert faults_of(clean_mail(f"<table><tr><td>{hostile}</td></tr></table>")) == []


def test_nothing_hostile_survives_in_markdown():
    assert [one for one in HOSTILE if faults_of(markdown_to_mail(one))] == []


@settings(max_examples=examples(150))
@given(
    st.lists(
        st.sampled_from([*VECTORS, *FOR_MAIL, "<!--", "-->", "<table>", "</td>", '"', "<p", "x"]), max_size=7
    )
)
def test_nothing_survives_in_any_company(pieces):
    once = clean_mail("".join(pieces))

    assert faults_of(once) == []
    assert faults_of(clean_mail(once)) == []


def test_what_letters_need_stays():
    html = (
        '<table role="presentation" cellpadding="0" bgcolor="#fff"><tbody><tr><td align="center" '
        'class="paper" '
        'style="padding:6px 24px;mso-padding-alt:0px;color:#123456">'
        '<!--[if mso | IE]><table width="600" style="width:600px"><tr><td><![endif]-->'
        '<a href="https://e.example/?a=1&amp;b=2" target="_blank"><img alt="Кот" '
        'src="https://e.example/a.png" width="300" style="height:auto"></a>'
        "<!--[if mso | IE]></td></tr></table><![endif]-->"
        "</td></tr></tbody></table>"
    )

    assert clean_mail(html) == html


@pytest.mark.parametrize(
    "css",
    [
        "@import url(//e.example);", "@font-face{font-family:x;src:url(//e.example)}", "a{background:url(x)}",
        "a{color:red}</style><script>alert(1)</script>", "@media x{@import 'y';a{color:expression(1)}}",
        "a{color:r\\65 d}", "a{position:fixed}", "a[href^='https://e']{background:url(//e)}",
        "a{b:c", "}}}{{{", "@",
    ],
)  # fmt: skip
def test_style_sheets_load_and_end_nothing(css):
    kept = clean_css(css)

    assert not re.search(r"url|import|expression|position|font-face|<|\\", kept)


def test_style_sheets_keep_what_letters_need():
    css = ".a,td > p{color:red;margin:0 auto !important}\n@media (min-width:9px){\n.a{color:#fff}\n}"

    assert clean_css(css) == css
    assert clean_style("Color: RED ; x:y; width : 10px") == "color:RED;width:10px"
    assert clean_style("font-family:'Courier New', \"Arial\"") == "font-family:'Courier New', \"Arial\""


@settings(max_examples=examples(150))
@given(st.text(st.sampled_from("@media{}():;/*<>\\'\" abcolor.urlx-"), max_size=60))
def test_any_style_sheet_comes_out_harmless(css):
    kept = clean_css(css)

    assert "<" not in kept
    assert "url(" not in kept
    assert kept.count("{") == kept.count("}")
