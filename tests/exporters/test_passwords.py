"""Encrypted workbooks: opened with a password from a file, closed again with it, and silent about it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from exporters.ooxml.encryption import MAX_SPINS, locked_again, unlocked
from exporters.ooxml.limits import Limits
from exporters.password import Password, read_password
from exporters.sandbox import run_task
from exporters.verify import verify
from exporters.xlsx import scan_workbook
from knowledge.errors import InputRejected, PolicyRefused
from segq.cli.main import main
from tests.exporters.odd_books import book, parts_of, save, sheet
from tests.exporters.releasing import fill, slot, target_of

WORD = Password("täst wörd 1")
ROWS = (
    '<row r="1"><c r="A1" t="str"><v>No.</v></c><c r="B1" t="str"><v>Question</v></c>'
    '<c r="C1" t="str"><v>Answer</v></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>Is customer data encrypted at rest?</v></c><c r="C2"/></row>'
    '<row r="3"><c r="A3"><v>2</v></c><c r="B3" t="str"><v>Do you encrypt backups?</v></c><c r="C3"/></row>'
    '<row r="4"><c r="A4"><v>3</v></c><c r="B4" t="str"><v>Is access logged?</v></c><c r="C4"/></row>'
)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    plain = book(tmp_path / "plain.xlsx", ROWS)
    path = tmp_path / "closed.xlsx"
    path.write_bytes(locked_again(plain.read_bytes(), WORD.text))
    return path


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "password.txt"
    path.write_text(f"{WORD.text}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [100, 3_900, 4_200, 5_000, 7_900, 8_100, 8_300, 20_000])
def test_an_archive_of_any_size_opens_again_after_it_was_closed(size: int) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("part.xml", bytes(size))
    closed = locked_again(archive.getvalue(), WORD.text)
    assert unlocked(closed, WORD.text, Limits()).archive == archive.getvalue()


def test_an_encrypted_workbook_is_read_with_its_password(closed: Path) -> None:
    found = scan_workbook(closed, password=WORD)
    assert found.sheets[0].cells[2, 2].value == "Is customer data encrypted at rest?"


def test_without_a_password_the_option_is_named(closed: Path) -> None:
    with pytest.raises(InputRejected, match=r"closed.xlsx: The file is encrypted .*--password-file"):
        scan_workbook(closed)


def test_a_wrong_password_is_one_line_without_any_password_in_it(closed: Path) -> None:
    with pytest.raises(InputRejected) as caught:
        scan_workbook(closed, password=Password("guessed-it"))
    told = str(caught.value)
    assert told.startswith("closed.xlsx: The password does not open the file.")
    assert "\n" not in told
    assert "guessed-it" not in told
    assert WORD.text not in told


def test_a_password_for_a_plain_workbook_changes_nothing(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ROWS)
    assert scan_workbook(path, password=WORD) == scan_workbook(path)


def test_the_result_is_encrypted_with_the_same_password(closed: Path) -> None:
    certificate = fill(closed, slot("C2", "Yes"), password=WORD)
    target = target_of(closed)
    assert target.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    assert scan_workbook(target, password=WORD).sheets[0].cells[2, 3].value == "Yes"
    assert certificate.encrypted
    assert "encrypted with the same password" in certificate.render()
    assert WORD.text not in certificate.to_json() + repr(certificate)


def test_nothing_of_the_content_reaches_the_folder_in_the_clear(closed: Path) -> None:
    (closed.parent / "plain.xlsx").unlink()
    fill(closed, slot("C2", "A telling answer"), password=WORD)
    for path in closed.parent.iterdir():
        assert path.read_bytes()[:2] != b"PK", path


def test_a_result_in_the_clear_is_made_only_when_asked_and_the_certificate_says_so(closed: Path) -> None:
    certificate = fill(closed, slot("C2", "Yes"), password=WORD, plain=True)
    assert target_of(closed).read_bytes()[:2] == b"PK"
    assert not certificate.encrypted
    assert "the result is NOT" in certificate.render()


def test_a_write_that_changes_nothing_returns_the_very_file(closed: Path) -> None:
    fill(closed, slot("A2", 1), password=WORD)
    assert target_of(closed).read_bytes() == closed.read_bytes()


def test_the_hashes_of_the_certificate_are_those_of_the_files(closed: Path) -> None:
    from hashlib import sha256

    certificate = fill(closed, slot("C2", "Yes"), password=WORD)
    assert certificate.source.sha256 == sha256(closed.read_bytes()).hexdigest()
    assert certificate.result.sha256 == sha256(target_of(closed).read_bytes()).hexdigest()


def test_verify_opens_both_files_and_tells_that_encryption_was_dropped(closed: Path) -> None:
    fill(closed, slot("C2", "Yes"), password=WORD)
    assert verify(closed, target_of(closed), password=WORD).only_slots_changed
    fill(closed, slot("C2", "Yes"), password=WORD, plain=True, overwrite=True)
    found = verify(closed, target_of(closed), password=WORD)
    assert not found.only_slots_changed
    assert "the filled one is not" in found.render()


def test_the_commands_take_the_password_from_a_file_alone(
    closed: Path, password_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(closed), "--password-file", str(password_file)]) == 0
    answers = closed.with_name("a.jsonl")
    answers.write_text(json.dumps({"sheet": "Controls", "cell": "C2", "value": "Yes"}) + "\n", encoding="utf-8")
    target = closed.with_name("out.xlsx")
    word = ["--password-file", str(password_file)]
    assert main(["fill", str(closed), "--answers", str(answers), "-o", str(target), *word]) == 0
    assert main(["verify", str(closed), str(target), *word]) == 0
    assert main(["verify", str(closed), str(target)]) == 3
    told = capsys.readouterr()
    assert WORD.text not in told.out + told.err
    assert all(WORD.text.encode() not in path.read_bytes() for path in closed.parent.glob("*.json"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"a\nb\n", "several lines"),
        (b"\xff\xfe", "not UTF-8"),
        (b"x" * 256, "longer"),
    ],
)
def test_an_unusable_password_file_is_named_and_not_quoted(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "word.txt"
    path.write_bytes(content)
    with pytest.raises(InputRejected, match=f"word.txt.*{message}"):
        read_password(path)


def test_blanks_belong_to_the_password_and_one_line_end_does_not(tmp_path: Path) -> None:
    path = tmp_path / "word.txt"
    path.write_bytes(b"\xef\xbb\xbf a b \r\n")
    assert read_password(path).text == " a b "


def test_a_password_does_not_show_itself() -> None:
    assert "wörd" not in repr(WORD) + str(WORD) + repr([WORD])


def test_a_container_that_was_tampered_with_is_refused(closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    data[len(data) // 2] ^= 1
    closed.write_bytes(bytes(data))
    with pytest.raises(InputRejected, match=r"changed or cut off|cannot be opened|does not open"):
        scan_workbook(closed, password=WORD)


def test_a_container_that_asks_for_endless_hashing_is_refused(closed: Path) -> None:
    data = closed.read_bytes()
    assert data.count(b'spinCount="100000" saltSize="16"') == 1
    with pytest.raises(InputRejected, match="rounds of hashing"):
        unlocked(
            data.replace(b'spinCount="100000" saltSize="16"', b'spinCount="9000000" saltSize="1"'), WORD.text, Limits()
        )
    assert MAX_SPINS < 10_000_000


def test_an_entity_in_the_containers_own_xml_is_refused(closed: Path) -> None:
    data = closed.read_bytes()
    at = data.index(b"<keyEncryptors>")
    with pytest.raises(InputRejected, match="unusual way"):
        unlocked(data[:at] + b"<!ENTITY a 'b'>" + data[at + 15 :], WORD.text, Limits())


def test_an_encrypted_file_that_holds_no_workbook_says_what_it_holds(tmp_path: Path) -> None:
    archive = save(tmp_path / "a.zip", {"readme.txt": "x"}).read_bytes()
    path = tmp_path / "b.xlsx"
    path.write_bytes(locked_again(archive, WORD.text))
    with pytest.raises(InputRejected, match=r"b.xlsx: .*\[Content_Types\].xml is missing"):
        scan_workbook(path, password=WORD)


def test_the_password_travels_on_standard_input_only(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    seen: list[object] = []
    real = subprocess.run

    def watched(*args: object, **kwargs: object) -> object:
        seen.append((args, {key: value for key, value in kwargs.items() if key != "input"}))
        assert json.loads(kwargs["input"])["password"] == WORD.text  # type: ignore[arg-type]
        return real(*args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", watched)
    run_task("scan", closed, Limits(), password=WORD.text)
    assert seen
    assert WORD.text not in repr(seen)


def test_a_signed_workbook_is_filled_only_where_allowed_and_says_so(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", parts_of({"Controls": sheet(ROWS)}, more={"_xmlsignatures/sig1.xml": "<s/>"}))
    with pytest.raises(PolicyRefused, match=r"a.xlsx: .*digitally signed.*--allow-signed"):
        fill(path, slot("C2", "Yes"))
    certificate = fill(path, slot("C2", "Yes"), allow_signed=True)
    assert "signature does not cover the result" in certificate.render()
    assert "digital signature" in verify(path, target_of(path)).render()


@pytest.mark.parametrize("size", [1, 15, 16, 4087, 4088, 4095, 4096, 70_001])
def test_every_size_opens_again_with_its_integrity_proven(size: int) -> None:
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.comment = b"x" * max(0, min(size - 22, 65_535))
    assert unlocked(locked_again(stream.getvalue(), WORD.text), WORD.text, Limits()).archive == stream.getvalue()
