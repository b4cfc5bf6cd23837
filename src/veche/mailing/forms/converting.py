"""A letter's words brought from one form into another, as far as they can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from veche.kit.terms import Refusal
from veche.mailing.actions.writing import new_key
from veche.mailing.queries.rendering import rendered_letter
from veche.mailing.rules.rendering import markup_of, words_of
from veche.mailing.rules.writing.arranging import walked
from veche.mailing.terms import Form

if TYPE_CHECKING:
    from veche.mailing.models import Letter

EMPTY_MJML = """<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>{text}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
"""


def converted(letter: Letter, form: Form) -> dict[str, Any]:
    """Answer the content of a letter in another form, its places as they were written.

    Pictures and things of other desks stay behind.
    """
    text = _markdown(letter)
    if form is Form.BLOCKS:
        return {"blocks": [{"kind": "text", "key": new_key(), "text": text}] if text else []}
    if form is Form.MARKDOWN:
        return {"source": text}
    lines = markup_of(text)
    return {"source": EMPTY_MJML.replace("{text}", lines) if form is Form.MJML else lines}


def _markdown(letter: Letter) -> str:
    if letter.form == Form.BLOCKS:
        return "\n\n".join(_lines(walked(letter.content.get("blocks", []))))
    if letter.form == Form.MARKDOWN:
        return str(letter.content.get("source", ""))
    try:
        return words_of(rendered_letter(letter))
    except Refusal:
        return ""


def _lines(blocks: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    for block in blocks:
        kind, text = block.get("kind"), str(block.get("text", "")).strip()
        if kind == "heading" and text:
            yield f"{'#' * int(block.get('level') or 2)} {text}"
        elif kind == "button" and text:
            yield f"[{text}]({block.get('link', '')})"
        elif kind in ("quote", "said") and text:
            yield "\n".join(f"> {line}" for line in text.splitlines())
        elif kind == "divider":
            yield "---"
        elif kind == "text" and text:
            yield text
