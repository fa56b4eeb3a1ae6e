"""What a text file holds: its encoding, its delimiter and quotes, its rows as a spreadsheet program shows them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from exporters.delimited.dialects import Dialect, detect_dialect
from exporters.delimited.encodings import Encoding, byte_offsets, detect_encoding
from exporters.formats import DELIMITED
from exporters.ooxml.limits import Limits
from exporters.ooxml.workbook import Sheet
from knowledge.errors import InputRejected
from tests.exporters.reading import value_at
from tests.exporters.text_files import ASKED, opened, rows_of, saved

FRENCH = "N°;Question;Réponse\r\n1;Les données sont-elles chiffrées au repos ?;\r\n"
POLISH = "Nr;Pytanie;Odpowiedź\r\n1;Czy dane są szyfrowane w spoczynku?;\r\n2;Kto zarządza dostępem użytkowników?;\r\n"
RUSSIAN = "Номер;Вопрос;Ответ\r\n1;Шифруются ли данные при хранении?;\r\n2;Проводится ли обучение сотрудников?;\r\n"
JAPANESE = "番号,質問,回答\r\n1,保存データは暗号化されていますか。,\r\n2,従業員への教育を実施していますか。,\r\n"
CHINESE = "序号,问题,回答\r\n1,静态数据是否加密？,\r\n2,是否对员工进行安全培训？,\r\n"
TAIWANESE = "編號,問題,回答\r\n1,靜態資料是否加密？,\r\n2,是否對員工進行安全訓練？,\r\n"
KOREAN = "번호,질문,답변\r\n1,저장 데이터가 암호화됩니까?,\r\n2,직원 교육을 실시합니까?,\r\n"
ENCODED = [
    *((text, codec) for text in (FRENCH, JAPANESE) for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
    *((text, codec) for text in (ASKED, FRENCH, CHINESE) for codec in ("utf-16-le", "utf-16-be")),
    (FRENCH, "cp1252"),
    (FRENCH, "latin-1"),
    ("ID,Question\r\n1,Is it – the customer’s – data?\r\n", "cp1252"),
    ("ID,Question\r\n1,Is a résumé kept?\r\n", "mac_roman"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859-2"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8-r"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc-jp"),
    ("番号,質問,回答\r\n1,暗号化,\r\n", "shift_jis"),
    (CHINESE, "gb18030"),
    ("编号,问题,答案\r\n1,加密,\r\n", "gb18030"),
    (TAIWANESE, "big5"),
    (KOREAN, "cp949"),
]


@pytest.mark.parametrize(("text", "codec"), ENCODED)
def test_every_common_encoding_is_read(text: str, codec: str, tmp_path: Path) -> None:
    table = opened(tmp_path, text.encode(codec))
    assert table.text == text
    assert table.form.encoding.guessed == (codec.partition("-")[0] != "utf")


def test_a_guessed_encoding_is_told_and_a_known_one_is_not(tmp_path: Path) -> None:
    guessed = DELIMITED.read(saved(tmp_path, FRENCH.encode("cp1252"))).warnings
    assert len(guessed) == 1
    assert "Windows-1252" in guessed[0]
    assert DELIMITED.read(saved(tmp_path, FRENCH)).warnings == ()


def test_a_far_letter_beyond_ascii_counts_as_much_as_a_near_one(tmp_path: Path) -> None:
    text = ASKED + "3,plain words,\r\n" * 9_000 + "4,是否对员工进行安全培训？静态数据是否加密？,\r\n"
    assert opened(tmp_path, text.encode("gb18030")).text == text


QUESTIONS = (
    ("ID", "Question", "Options", "Answer", "Comments"),
    ("1", "Is data, at rest, encrypted; and with which cipher?", "Yes|No|NA", "", ""),
    ("2", 'Do you call it "sensitive" data?', "Yes; No; NA", "", ""),
    ("", "Section two", "", "", ""),
    ("3", "Which of these apply:\n- audits\n- reviews", "a, b, c", "", ""),
    ("4", "Is the customer's data kept apart?", "", "", ""),
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("escape", ["", "\\"])
def test_delimiter_and_quotes_are_found(delimiter: str, quoting: int, end: str, escape: str, tmp_path: Path) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(
        out,
        delimiter=delimiter,
        quoting=quoting,  # type: ignore[arg-type]
        lineterminator=end,
        doublequote=not escape,
        escapechar=escape or None,
    )
    writer.writerows(QUESTIONS)
    assert rows_of(opened(tmp_path, out.getvalue())) == [list(row) for row in QUESTIONS]


@pytest.mark.parametrize(
    ("text", "ending", "found"),
    [
        ("ID;Frage;Gewicht;Antwort\n1;Ist es, so?;0,5;\n2;Und, das?;1,5;\n", ".csv", Dialect(";")),
        ("Acme, Inc.\n\nThanks, all\nID;Q;A\n1;Is it, and how?;\n2;Do you, or not?;\n", ".csv", Dialect(";")),
        ("ID|Q|A\n1|Is it, and how?|\n2|Do you; or not?|\n", ".txt", Dialect("|")),
        ('"a", "b, c", "d"\n"e", "f", "g"\n', ".csv", Dialect(",", spaced=True)),
        ("'ID','Q','A'\n'1','Is it, and how?',''\n'2','Don''t you?',''\n", ".csv", Dialect(",", "'")),
        ('ID\tQ\tA\n1\t"Yes" means yes\t\n2\t"No" means "no\t\n3\tx\t\n', ".tsv", Dialect("\t", "")),
        ("Question\nDo you encrypt?\n", ".csv", Dialect(",")),
        ("Question\nDo you encrypt?\n", ".tsv", Dialect("\t")),
        ("a,b\tc,d\n", ".tsv", Dialect("\t")),
        ("a,b\tc,d\n", ".csv", Dialect(",")),
        ("sep=;\r\na,b;c\r\n", ".csv", Dialect(";", body=7)),
        ('"sep=^"\na^b\n', ".csv", Dialect("^", body=8)),
    ],
)
def test_the_way_that_makes_the_rows_regular_is_taken(text: str, ending: str, found: Dialect) -> None:
    assert detect_dialect(text, ending) == found


def test_prose_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=r"plain text without columns"):
        opened(tmp_path, "Dear all, thanks.\nPlease find, attached; the rest.\nBye.\n", "letter.txt")


def sheet_of(path: Path) -> Sheet:
    (sheet,) = DELIMITED.read(path).sheets
    return sheet


def test_rows_and_columns_are_those_that_a_spreadsheet_program_shows(tmp_path: Path) -> None:
    text = 'sep=;\r\nID;Question;Answer\r\n\r\n1;"Is it,\r\nand how?"\r\n2;Was it?;;;left\r\n'
    sheet = sheet_of(saved(tmp_path, text, "vendor.form.csv"))
    assert sheet.name == "vendor.form"
    found = {name: value_at(sheet, name) for name in ("A1", "C1", "A2", "B3", "C3", "B4", "E4")}
    assert found == {
        "A1": "ID", "C1": "Answer", "A2": None, "B3": "Is it,\r\nand how?", "C3": None, "B4": "Was it?", "E4": "left",
    }  # fmt: skip


def test_a_formula_that_only_guards_a_text_is_read_as_the_text(tmp_path: Path) -> None:
    sheet = sheet_of(saved(tmp_path, 'ID,Question\n"=""001""",Is it?\n=1+1,Was it?\n'))
    assert (value_at(sheet, "A2"), value_at(sheet, "A3")) == ("001", "=1+1")


def test_a_quote_that_is_never_closed_does_not_swallow_the_rows_behind_it(tmp_path: Path) -> None:
    table = opened(tmp_path, 'ID,Question,Answer\n1,"Is it?,\n2,Was it?,\n3,Will it?,\n')
    assert rows_of(table)[1:] == [["1", '"Is it?', ""], ["2", "Was it?", ""], ["3", "Will it?", ""]]


def test_old_line_ends_are_line_ends(tmp_path: Path) -> None:
    assert rows_of(opened(tmp_path, "ID,Q\r1,a\r2,b\r")) == [["ID", "Q"], ["1", "a"], ["2", "b"]]


OTHERS = [
    (b"", "empty"),
    (b"\xef\xbb\xbf\r\n", "empty"),
    (b"PK\x03\x04rest", "zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "OLE"),
    (b"%PDF-1.7 a,b", "PDF"),
    (b"<html><table><tr><td>a,b", "HTML"),
    (b'<?xml version="1.0"?><a/>', "XML"),
    (b"a,b\n\x00\x01\x02\x00,\x00", "zero bytes"),
    (b"\xff\xfea,b", "not valid UTF-16"),
    (b"\xef\xbb\xbfa,\xff\n", "not valid UTF-8"),
]


@pytest.mark.parametrize(("content", "says"), OTHERS)
def test_what_is_no_text_is_refused_by_its_kind(content: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=f"asked.csv: .*{says}"):
        DELIMITED.read(saved(tmp_path, content))


BOUNDS = [
    (Limits(text_size=10), "10 are read at most"),
    (Limits(cells=5), "more than 5 fields"),
    (Limits(string_chars=5), "A field has 8 characters"),
    (Limits(file_size=10), "more than 10 bytes"),
]


@pytest.mark.parametrize(("limits", "says"), BOUNDS)
def test_limits_are_kept_and_named(limits: Limits, says: str, tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=says):
        DELIMITED.read(saved(tmp_path, ASKED), limits=limits)


def test_a_row_wider_than_any_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=r"Row 2 has 16,385 fields"):
        DELIMITED.read(saved(tmp_path, "a,b\n" + "," * 16_384 + "\n"))


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "cp932", "gb18030"])
def test_characters_are_found_in_the_bytes(codec: str) -> None:
    text = "a,質ソ,é\n".replace("é", "表")
    data = text.encode(codec)
    places = list(range(len(text) + 1))
    assert byte_offsets(data, text, Encoding(codec), places) == [len(text[:at].encode(codec)) for at in places]


def test_characters_are_found_where_another_code_stands_for_them() -> None:
    data = b"\xed\x40,\xfa\x5c,a"
    text = data.decode("cp932")
    assert text.encode("cp932") != data
    assert byte_offsets(data, text, Encoding("cp932"), [0, 1, 2, 3, 4, 5]) == [0, 2, 3, 5, 6, 7]


def test_encodings_that_read_the_same_are_called_by_the_common_name() -> None:
    assert detect_encoding("ID,Question\r\n1,Is a résumé kept?\r\n".encode("cp1250")).codec == "cp1252"
