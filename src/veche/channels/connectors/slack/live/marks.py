"""Marks: our Markdown as Slack's own («mrkdwn»), in which nothing calls anybody by itself.

Format: <https://docs.slack.dev/messaging/formatting-message-text>.
"""

from veche.channels.rules.spans import Form, Span, spoken

_SIGNS = {Form.BOLD: "*", Form.ITALIC: "_", Form.STRUCK: "~", Form.CODE: "`", Form.BLOCK: "```"}
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def marked(markdown: str) -> str:
    """Answer a text of our dialect as Slack shows it."""
    said = spoken(markdown)
    edges = sorted({0, len(said.text), *(edge for span in said.spans for edge in (span.start, span.end))})
    pieces: list[str] = []
    for start, end in zip(edges, [*edges[1:], len(said.text)], strict=True):
        ended = [span for span in said.spans if span.end == start]
        begun = [span for span in said.spans if span.start == start]
        pieces += [_end(span) for span in sorted(ended, key=lambda span: span.start, reverse=True)]
        pieces += [_start(span) for span in begun]
        quoted = any(span.form is Form.QUOTE and span.start <= start < span.end for span in said.spans)
        pieces.append(_escaped(said.text[start:end]).replace("\n", "\n> " if quoted else "\n"))
    return "".join(pieces)


def _start(span: Span) -> str:
    if span.form is Form.LINK:
        return f"<{_escaped(span.value).replace('|', '%7C')}|"
    return "> " if span.form is Form.QUOTE else _SIGNS[span.form]


def _end(span: Span) -> str:
    return ">" if span.form is Form.LINK else "" if span.form is Form.QUOTE else _SIGNS[span.form]


def _escaped(words: str) -> str:
    for sign, escape in _ESCAPES:
        words = words.replace(sign, escape)
    return words
