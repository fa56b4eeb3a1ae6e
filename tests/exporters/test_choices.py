"""Legal choices, wherever a list's source lives."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.ooxml.scan import scan_here
from exporters.ooxml.workbook import Validation
from tests.exporters.odd_books import MC, extended_list, parts_of, save, sheet

LIST_ROWS = (
    '<row r="1"><c r="A1" t="str"><v>Yes</v></c><c r="B1"><v>1</v></c><c r="C1"><v>0.25</v></c></row>'
    '<row r="2"><c r="A2" t="str"><v>No </v></c><c r="B2"><v>2</v></c></row>'
    '<row r="3"><c r="A3" s="1"/><c r="B3" t="e"><v>#N/A</v></c></row>'
    '<row r="4"><c r="A4" t="str"><v>N/A</v></c><c r="B4" t="b"><v>1</v></c></row>'
    '<row r="5"><c r="A5" t="str"><v>Yes</v></c></row>'
)
NAMES = (
    '<definedName name="Answers">\'My "own" lists\'!$A$1:$A$4</definedName>'.replace('"own"', "own")
    + '<definedName name="Chain">Answers</definedName><definedName name="Gone">#REF!</definedName>'
    '<definedName name="Moving">OFFSET(Other!$A$1,0,0,2,1)</definedName>'
    '<definedName name="Local" localSheetId="0">Other!$B$1:$B$2</definedName>'
    '<definedName name="Loop">Loop</definedName>'
)

SOURCES: dict[str, tuple[str, list[object] | None]] = {
    "inline": ('"Yes,No, N/A "', ["Yes", "No", "N/A"]),
    "inline numbers": ('"1,2.5,TRUE,50%"', [1, 2.5, True, "50%"]),
    "inline quotes": ('"say ""x"",no"', ['say "x"', "no"]),
    "own sheet": ("$H$1:$H$2", ["own 1", "own 2"]),
    "other sheet": ("Other!$A$1:$A$5", ["Yes", "No ", "N/A"]),
    "quoted sheet": ("'My own lists'!$A$1:$A$2", ["Yes", "No "]),
    "hidden sheet, whole column": ("Other!$A:$A", ["Yes", "No ", "N/A"]),
    "typed": ("Other!$B$1:$C$1", [1, 0.25]),
    "errors left out": ("Other!$B$1:$B$4", [1, 2, True]),
    "name": ("Answers", ["Yes", "No ", "N/A"]),
    "name in other case": ("=ANSWERS", ["Yes", "No ", "N/A"]),
    "name of a name": ("Chain", ["Yes", "No ", "N/A"]),
    "local name": ("Local", [1, 2]),
    "lost reference": ("#REF!", None),
    "name lost": ("Gone", None),
    "OFFSET": ("Moving", None),
    "INDIRECT": ("INDIRECT($A$1)", None),
    "unknown name": ("Nowhere", None),
    "loop": ("Loop", None),
    "unknown sheet": ("Absent!$A$1:$A$2", None),
}


def validations(tmp_path: Path, after: str, namespaces: str = "") -> tuple[Validation, ...]:
    own = '<row r="1"><c r="H1" t="str"><v>own 1</v></c></row><row r="2"><c r="H2" t="str"><v>own 2</v></c></row>'
    sheets = {
        "Controls": sheet(own, after=after, namespaces=namespaces),
        "Other": sheet(LIST_ROWS),
        "My own lists": sheet(LIST_ROWS),
    }
    path = save(tmp_path / "a.xlsx", parts_of(sheets, names=NAMES, states={"Other": "hidden"}))
    return scan_here(path).sheets[0].validations


def standard(formula: str, sqref: str = "D2:D9") -> str:
    escaped = formula.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<dataValidations><dataValidation type="list" sqref="{sqref}" promptTitle="Pick" prompt="one_x000A_only">'
        f"<formula1>{escaped}</formula1></dataValidation></dataValidations>"
    )


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("extended", [False, True])
def test_a_list_is_resolved_where_it_lives(name: str, extended: bool, tmp_path: Path) -> None:
    formula, values = SOURCES[name]
    after = extended_list(formula, "D2:D9") if extended else standard(formula)
    (found,) = validations(tmp_path, after)
    assert found.extended is extended
    assert found.broken is (values is None)
    options = None if found.options is None else [option.value for option in found.options]
    assert options == values
    assert values is None or [type(value) for value in options or ()] == [type(value) for value in values]


def test_option_texts_are_the_files_own(tmp_path: Path) -> None:
    (found,) = validations(tmp_path, standard("Other!$B$1:$C$1"))
    assert [option.text for option in found.options or ()] == ["1", "0.25"]
    assert (found.prompt_title, found.prompt) == ("Pick", "one\nonly")


def test_relative_references_move_with_the_cell(tmp_path: Path) -> None:
    found = validations(tmp_path, standard("Other!A1:A2", "D2:D4"))
    lists = [[option.value for option in one.options or ()] for one in found]
    assert lists == [["Yes", "No "], ["No "], ["N/A"]]
    assert [one.ranges[0].first_row for one in found] == [2, 3, 4]


def test_a_list_with_commas_in_its_items_is_read_from_the_newer_element(tmp_path: Path) -> None:
    spaces = f' xmlns:mc="{MC}" xmlns:x12ac="http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac"'
    after = (
        '<dataValidations><dataValidation type="list" sqref="D2"><mc:AlternateContent><mc:Choice Requires="x12ac">'
        '<x12ac:list>Yes,"No, never",3</x12ac:list></mc:Choice><mc:Fallback><formula1>"Yes,No, never,3"</formula1>'
        "</mc:Fallback></mc:AlternateContent></dataValidation></dataValidations>"
    )
    (found,) = validations(tmp_path, after, spaces)
    assert [option.value for option in found.options or ()] == ["Yes", "No, never", 3]


def test_other_validations_keep_their_rule(tmp_path: Path) -> None:
    after = (
        '<dataValidations><dataValidation type="textLength" operator="lessThanOrEqual" sqref="D2">'
        "<formula1>500</formula1>"
        '</dataValidation><dataValidation type="whole" sqref="E2"><formula1>1</formula1><formula2>5</formula2>'
        "</dataValidation></dataValidations>"
    )
    length, whole = validations(tmp_path, after)
    assert (length.kind, length.operator, length.formula1, length.options) == (
        "textLength",
        "lessThanOrEqual",
        "500",
        None,
    )
    assert (whole.formula1, whole.formula2, whole.broken) == ("1", "5", False)
