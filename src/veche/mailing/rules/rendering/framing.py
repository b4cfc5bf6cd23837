"""The frame: the document around a body, the same for letters of every form."""

from __future__ import annotations

import re
from html import escape

from veche.mailing.rules.rendering.drawing import RIGHT_TO_LEFT
from veche.mailing.rules.rendering.lines import break_lines

# Word draws letters in Outlook at 96 dots an inch only if told so.
_FOR_WORD = (
    "<!--[if mso]><noscript><xml><o:OfficeDocumentSettings><o:AllowPNG/>"
    "<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript><![endif]-->"
)
_SPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def framed(body: str, css: str, *, title: str, language: str, background: str, preheader: str) -> str:
    """Answer the whole document of a clean body and clean CSS; title and preheader are plain words."""
    schemes = "light dark" if "prefers-color-scheme" in css else "light"
    hidden = _preheader(preheader)
    # Servers double a dot that begins a line.
    css = re.sub(r"^\.", " .", css, flags=re.MULTILINE)
    return break_lines(
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(language)}" dir="{direction_of(language)}" {_SPACES}>\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="{schemes}">\n'
        f'<meta name="supported-color-schemes" content="{schemes}">\n'
        '<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">\n'
        f"<title>{escape(title, quote=False)}</title>\n{_FOR_WORD}\n"
        f'<style type="text/css">\n{css}\n</style>\n</head>\n'
        f'<body class="page" style="margin:0;padding:0;background-color:{background}">\n{hidden}{body}\n'
        "</body>\n</html>\n"
    )


def direction_of(language: str) -> str:
    """Answer which way a language is written."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def _preheader(text: str) -> str:
    """Answer what lists of letters show after the subject, and what keeps the body from following it."""
    if not text.strip():
        return ""
    filler = "&#847;&zwnj;&nbsp; " * 40
    hidden = "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px"
    return f'<div style="{hidden};mso-hide:all">{escape(text, quote=False)} {filler}</div>\n'
