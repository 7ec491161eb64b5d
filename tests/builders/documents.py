"""Word documents as bytes."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document

DOCUMENT = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"


def document_bytes(fill: Callable[[Document], None]) -> bytes:
    """Return a document that `fill` has written to, as a file."""
    document = docx.Document()
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def lines_document(*lines: str) -> bytes:
    """Return a document with a paragraph for each line."""

    def fill(document: Document) -> None:
        for line in lines:
            document.add_paragraph(line)

    return document_bytes(fill)


def table_document(*rows: tuple[str, ...]) -> bytes:
    """Return a document with one table."""

    def fill(document: Document) -> None:
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text

    return document_bytes(fill)


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """Return the archive with these parts added or replaced; `document` and `content_types` stand for their names."""
    named = {
        {"document": DOCUMENT, "content_types": CONTENT_TYPES}.get(name, name): part for name, part in parts.items()
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member not in named:
                new.writestr(member, old.read(member))
        for name, part in named.items():
            new.writestr(name, part)
    return buffer.getvalue()


def part_of(content: bytes, name: str = DOCUMENT) -> bytes:
    """Return a part of the archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def with_body(body: str) -> bytes:
    """Return a document whose body has this XML."""
    head, _, rest = part_of(lines_document()).decode().partition("<w:body>")
    return with_parts(lines_document(), document=f"{head}<w:body>{body}{rest}".encode())
