"""Plain text: the file as decoded, its lines as blocks; pipe tables in it are tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasvir.core.intake.documents.builder import DocumentBuilder, finish
from tasvir.core.intake.documents.encodings import decode
from tasvir.core.intake.documents.grids import Grid, GridCell, cell_text
from tasvir.core.text.extracted import Block, BlockKind, Extracted

_LINE = re.compile(r"[^\r\n\f]+")
_LETTER = re.compile(r"[^\W_]")
_NUMBERED = re.compile(r"\s*(?:[IVXLC]{1,5}|[A-Z]|\d{1,2}(?:\.\d{1,2})*|[\u06f0-\u06f9]{1,2})\s*[.)/-]\s*\S")
_SENTENCE_END = re.compile(r"[.!?؟;؛:,،…]\W*$")
_HEADING_LENGTH = 80
_FEWEST_WRAPPED = 4
_BULLETS = "-•*+–●▪"
_WRAP_FROM, _WRAP_TO = 50, 110


def read_plain(name: str, data: bytes, lang: str) -> Extracted:
    """A .txt file: offsets count characters of the file read as UTF-8 (without its byte order mark)."""
    text, issues = decode(data, name)
    return finish(text, list(plain_blocks(text)), lang, issues)


def plain_blocks(text: str, *, wrapped: bool | None = None) -> Iterator[Block]:
    """The blocks of a text that stays as it is; lines broken at a fixed width are one paragraph (None: find out)."""
    lines = [_trimmed(text, *match.span()) for match in _LINE.finditer(text) if _LETTER.search(match[0])]
    full = _full_width(text, lines) if wrapped is None else _page_width(lines)
    pending: tuple[int, int] | None = None
    for start, end in lines:
        if pending and full and _continues(text, pending, start, full):
            pending = (pending[0], end)
            continue
        if pending:
            yield _block(text, *pending)
        pending = (start, end)
    if pending:
        yield _block(text, *pending)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _block(text: str, start: int, end: int) -> Block:
    return Block(start, end, _kind(text[start:end]), "")


def _kind(line: str) -> BlockKind:
    if "\n" in line or len(line) > _HEADING_LENGTH or _SENTENCE_END.search(line):
        return "paragraph"
    return "heading" if _NUMBERED.match(line) or line.isupper() else "paragraph"


def _page_width(lines: list[tuple[int, int]]) -> int:
    """The width at which a page's long lines end."""
    widths = sorted(end - start for start, end in lines)
    return widths[int(len(widths) * 0.9)] if len(widths) > 1 else 0


def _full_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width at which lines were broken, or 0 where each line is a paragraph of its own."""
    if len(lines) < _FEWEST_WRAPPED:
        return 0
    widths = [end - start for start, end in lines]
    broken = sum(
        1
        for (start, end), width in zip(lines, widths)
        if _WRAP_FROM <= width <= _WRAP_TO and not _SENTENCE_END.search(text[start:end])
    )
    return _page_width(lines) if broken * 2 >= len(lines) and max(widths) <= _WRAP_TO * 1.3 else 0


def _continues(text: str, pending: tuple[int, int], start: int, full: int) -> bool:
    """Whether a line goes on with the sentence of the lines before it."""
    start_of_last = text.rfind("\n", pending[0], pending[1]) + 1 or pending[0]
    if text.count("\n", pending[1], start) != 1 or pending[1] - start_of_last < full * 0.75:
        return False
    ended = _SENTENCE_END.search(text[start_of_last : pending[1]]) and text[pending[1] - 1] not in ",،"
    return not ended and text[start] not in _BULLETS and not _NUMBERED.match(text, start)


_RULE_ROW = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_ATX = re.compile(r"\s{0,3}(#{1,6})\s+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")


def read_markdown(name: str, data: bytes, lang: str) -> Extracted:
    """A .md file: headings, paragraphs, list items and pipe tables, without their marks."""
    text, issues = decode(data, name)
    builder = DocumentBuilder()
    lines = _without_front_matter(text.splitlines())
    paragraph: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if _starts_table(lines, index):
            _flush(builder, paragraph)
            index = _pipe_table(builder, lines, index)
            continue
        _markdown_line(builder, paragraph, line)
        index += 1
    _flush(builder, paragraph)
    return builder.build(lang, issues)


def _markdown_line(builder: DocumentBuilder, paragraph: list[str], line: str) -> None:
    heading = _ATX.match(line)
    if heading:
        _flush(builder, paragraph)
        builder.paragraph(_unmarked(line[heading.end() :].rstrip("# ")), "heading")
    elif not line.strip() or set(line.strip()) <= set("-=*_") or line.lstrip().startswith("```"):
        _flush(builder, paragraph)
    else:
        if item := _ITEM.match(line):
            _flush(builder, paragraph)
            line = line[item.end() :]
        paragraph.append(line.strip())


def _flush(builder: DocumentBuilder, paragraph: list[str]) -> None:
    if paragraph:
        builder.paragraph(_unmarked(" ".join(paragraph).lstrip("> ")))
        paragraph.clear()


def _unmarked(text: str) -> str:
    return _EMPHASIS.sub("", _LINK.sub(r"\1", text))


def _without_front_matter(lines: list[str]) -> list[str]:
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:60]):
        return lines[2 + [line.strip() for line in lines[1:60]].index("---") :]
    return lines


def _starts_table(lines: list[str], index: int) -> bool:
    return (
        "|" in lines[index]
        and index + 1 < len(lines)
        and "|" in lines[index + 1]
        and bool(_RULE_ROW.fullmatch(lines[index + 1]))
    )


def _pipe_table(builder: DocumentBuilder, lines: list[str], index: int) -> int:
    """Add the table that begins at a line; answers the first line after it."""
    rows: list[list[GridCell]] = []
    while index < len(lines) and "|" in lines[index]:
        if not _RULE_ROW.fullmatch(lines[index]):
            cells = re.split(r"(?<!\\)\|", lines[index].strip().removeprefix("|").removesuffix("|"))
            rows.append([GridCell(cell_text(_unmarked(cell.replace("\\|", "|")))) for cell in cells])
        index += 1
    builder.table(Grid.of(rows))
    return index
