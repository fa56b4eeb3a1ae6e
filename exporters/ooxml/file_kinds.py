"""What a file really is, by its first bytes, and what to do with one that is no OOXML archive."""

from __future__ import annotations

import io

from exporters.ooxml.package import DAMAGED
from knowledge.errors import InputRejected

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Open it in Excel or LibreOffice and save it as .xlsx."
_CSV_HINT = "Rename it to .csv, or open it in Excel and save it as .xlsx."


def refuse_other_kinds(data: bytes) -> None:
    """Raise InputRejected with the file's real kind and how to convert it, unless it is a zip."""
    if data[:4] == b"PK\x03\x04":
        return
    if not data.strip(b"\x00 \t\r\n"):
        raise InputRejected("The file is empty.", "Ask the sender for it again.")
    if data[:8] == _OLE:
        raise _ole_refusal(data)
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, kind, hint in (
        (b"pk\x05\x06", "an empty zip archive", DAMAGED),
        (b"%pdf", "a PDF", "Ask for the spreadsheet or Word original; PDF is not read."),
        (b"{\\rtf", "an RTF document", "Open it in Word and save it as .docx."),
        (b"<!doctype html", "an HTML page", _SAVE_AS),
        (b"<html", "an HTML page", _SAVE_AS),
        (b"<table", "an HTML table", _SAVE_AS),
    ):
        if start.startswith(magic):
            raise InputRejected(f"The file is {kind}, not a workbook.", hint)
    raise _text_refusal(data[:65536], start)


def encrypted_refusal() -> InputRejected:
    """Return the error for an encrypted file without a password."""
    return InputRejected(
        "The file is encrypted with a password.",
        "Put the password into a file of its own and give it with --password-file FILE.",
    )


def _ole_refusal(data: bytes) -> InputRejected:
    streams = ole_streams(data)
    if "encryptedpackage" in streams:
        return encrypted_refusal()
    if streams & {"workbook", "book"}:
        return InputRejected(
            "The file is a legacy Excel workbook (.xls, 97-2003).",
            "Convert it: save it as .xlsx in Excel, or run soffice --headless --convert-to xlsx FILE.",
        )
    if "worddocument" in streams:
        return InputRejected(
            "The file is a legacy Word document (.doc, 97-2003).",
            "Convert it: save it as .docx in Word, or run soffice --headless --convert-to docx FILE.",
        )
    return InputRejected("The file is an OLE container of another program or damaged, not a workbook.", _SAVE_AS)


def ole_streams(data: bytes) -> set[str]:
    """Return the lower-case names of an OLE container's streams; of a damaged one those that its bytes still show."""
    if data[:8] != _OLE:
        return set()
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return {"/".join(path).lower() for path in container.listdir()}
    except Exception:  # noqa: BLE001 - a hostile container may break olefile anywhere; the refusal must still come
        names = ("EncryptedPackage", "Workbook", "Book", "WordDocument")
        return {name.lower() for name in names if name.encode("utf-16-le") in data}


def _text_refusal(head: bytes, start: bytes) -> InputRejected:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return InputRejected("The file is an Excel 2003 XML spreadsheet, not an .xlsx archive.", _SAVE_AS)
    if start.startswith((b"<?xml", b"<")):
        return InputRejected("The file is bare XML or markup, not a workbook.", _SAVE_AS)
    if b"\x00" not in head:
        lines = head.splitlines()[:20]
        if any(mark in line for line in lines for mark in (b",", b";", b"\t")):
            return InputRejected("The file is plain text (CSV or TSV), not a workbook.", _CSV_HINT)
        return InputRejected("The file is plain text, not a workbook.", "")
    return InputRejected("The file is no zip archive and no format that segq knows.", DAMAGED)
