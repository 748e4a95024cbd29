"""The rows of one dump file, read safely: a row at a time, UTF-8 only, no document type and so no entities."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from .errors import Refused

CHUNK_BYTES = 64 * 1024
# The site stores at most 30,000 characters a post; a row this long is no row. The parser looks at an
# unfinished row again with every chunk, so this also bounds the time a hostile file can cost.
LONGEST_ROW_BYTES = 2 * 1024 * 1024
ARCHIVES = {b"7z\xbc\xaf\x27\x1c": "7z", b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip", b"BZh": "bzip2"}
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UNFINISHED = {
    expat.errors.codes[text]
    for text in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
}
FETCH_AGAIN = "download and unpack the dump again"

XmlRow = tuple[int, dict[str, str]]


class DumpError(Refused):
    """The dump as a whole cannot be used; the sentence names the file, the line and what to do."""


def read_rows(path: Path, root: str) -> Iterator[XmlRow]:
    """Yield (line, attributes) for each <row/> of the file, whose outermost element must be `root`.

    Memory stays flat however long the file is. Raises DumpError where the file stops being an honest dump file.
    """
    reader = _Reader(path.name, root)
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield from reader.feed(chunk)
    except OSError as error:
        raise DumpError(f"{path.name} cannot be read ({error.strerror}); check the file and its rights.") from error
    yield from reader.close()


class _Reader:
    """Feeds one file to the parser in chunks and collects the rows each chunk completes."""

    def __init__(self, name: str, root: str) -> None:
        self.name, self.root = name, root
        self.rows: list[XmlRow] = []
        self.depth = self.fed = self.lines = self.row_began = 0
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        # Naming the encoding here overrules whatever the file claims, so nothing else is ever decoded.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def feed(self, chunk: bytes) -> list[XmlRow]:
        """Return the rows that this chunk completes."""
        if not self.fed:
            self._check_first_bytes(chunk)
        self._check_encoding(chunk)
        self.fed += len(chunk)
        self._parse(chunk)
        if self.fed - self.row_began > LONGEST_ROW_BYTES + CHUNK_BYTES:
            raise self._error("has a row longer than 2 MB", FETCH_AGAIN)
        rows, self.rows = self.rows, []
        return rows

    def close(self) -> list[XmlRow]:
        """Return the last rows, or say that the file breaks off."""
        if not self.fed:
            raise DumpError(f"{self.name} is empty; {FETCH_AGAIN}.")
        self._check_encoding(b"", last=True)
        self._parse(b"", last=True)
        return self.rows

    def _parse(self, chunk: bytes, *, last: bool = False) -> None:
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError as error:
            if error.code in UNFINISHED:
                raise self._error("breaks off", f"the file is incomplete, so {FETCH_AGAIN}", error.lineno) from error
            problem = f"is not well-formed XML ({expat.ErrorString(error.code)})"
            raise self._error(problem, FETCH_AGAIN, error.lineno) from error

    def _check_first_bytes(self, chunk: bytes) -> None:
        for mark, kind in ARCHIVES.items():
            if chunk.startswith(mark):
                raise DumpError(f"{self.name} is a packed {kind} archive and not XML; {how_to_unpack(self.name)}.")
        if chunk.startswith(UTF16_MARKS) or b"\0" in chunk[:4]:
            raise DumpError(f"{self.name} is not encoded in UTF-8 but in UTF-16 or UTF-32; {FETCH_AGAIN}.")

    def _check_encoding(self, chunk: bytes, *, last: bool = False) -> None:
        try:
            self.decoder.decode(chunk, last)
        except UnicodeDecodeError as error:
            line = self.lines + error.object.count(b"\n", 0, error.start) + 1
            if last:
                raise self._error("breaks off", f"the file is incomplete, so {FETCH_AGAIN}", line) from error
            raise self._error("has bytes that are not UTF-8", FETCH_AGAIN, line) from error
        self.lines += chunk.count(b"\n")

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in {"utf-8", "utf8"}:
            raise self._error("declares another encoding than UTF-8", FETCH_AGAIN)

    def _document_type(self, *_declaration: object) -> None:
        raise self._error(
            "declares a document type or entities, which no official dump does", f"do not trust it and {FETCH_AGAIN}"
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.depth == 0 and tag != self.root:
            raise self._error(f"should begin with <{self.root}> but does not", "put the right file in its place")
        if self.depth == 1 and tag != "row":
            raise self._error("holds an element that is not a row", FETCH_AGAIN)
        if self.depth > 1:
            raise self._error("holds an element inside a row", FETCH_AGAIN)
        if self.depth == 1:
            self.row_began = self.parser.CurrentByteIndex
            self.rows.append((self.parser.CurrentLineNumber, attributes))
        self.depth += 1

    def _end(self, _tag: str) -> None:
        self.depth -= 1

    def _error(self, problem: str, remedy: str, line: int | None = None) -> DumpError:
        return DumpError(f"{self.name}, line {line or self.parser.CurrentLineNumber}: the file {problem}; {remedy}.")


def how_to_unpack(name: str) -> str:
    """Say how the archive `name` becomes XML files."""
    return f"unpack it first, for example with “7z x {name}”, and give the folder with the XML files"
