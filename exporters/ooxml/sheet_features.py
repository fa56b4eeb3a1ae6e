"""What a worksheet says besides its cells: protection, merges, validations, columns, filters, tables."""

from __future__ import annotations

from exporters.ooxml.limits import MAX_COL, Limits
from exporters.ooxml.markup import MAIN, RELATIONSHIPS, X14, XM, is_true, plain_number, unescape, whole_number
from exporters.ooxml.references import parse_range, parse_sqref
from exporters.ooxml.sheet_content import RawValidation, SheetContent
from exporters.ooxml.workbook import CellRange
from knowledge.errors import InputRejected

_AC = "http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac"
_FORMULA1, _FORMULA2 = f"{MAIN} formula1", f"{MAIN} formula2"
_X14_FORMULA1, _X14_FORMULA2 = f"{X14} formula1", f"{X14} formula2"
_XM_FORMULA, _XM_SQREF, _AC_LIST = f"{XM} f", f"{XM} sqref", f"{_AC} list"
_TEXTS = frozenset((_FORMULA1, _FORMULA2, _XM_FORMULA, _XM_SQREF, _AC_LIST))


class SheetFeatures:
    """Collects features into a :class:`SheetContent`; counts every rectangle, expands none."""

    def __init__(self, content: SheetContent, limits: Limits) -> None:
        self.content, self.limits = content, limits
        self._validation: RawValidation | None = None
        self._second = False
        self._ranges = 0
        self._actions = {
            f"{MAIN} sheetProtection": self._protection,
            f"{MAIN} protectedRange": self._protected_range,
            f"{MAIN} mergeCell": self._merge,
            f"{MAIN} col": self._column,
            f"{MAIN} autoFilter": self._filter,
            f"{MAIN} conditionalFormatting": self._conditional,
            f"{MAIN} tablePart": self._table,
            f"{MAIN} dataValidation": self._standard_validation,
            f"{X14} dataValidation": self._extended_validation,
            f"{X14} conditionalFormatting": self._extended_conditional,
        }

    def start(self, name: str, attributes: dict[str, str]) -> bool:
        """Take an element in; return whether its text is wanted."""
        action = self._actions.get(name)
        if action is not None:
            action(attributes)
        elif name in (_X14_FORMULA1, _X14_FORMULA2):
            self._second = name == _X14_FORMULA2
        return name in _TEXTS

    def text(self, name: str, text: str) -> None:
        """Take in the text of an element that :meth:`start` wanted."""
        if name == _XM_SQREF and self._validation is None:
            self.content.conditional.extend(self._areas(text))
        elif self._validation is None:
            return
        elif name == _XM_SQREF:
            self._validation.sqref = text
            self._areas(text)
        elif name == _AC_LIST:
            self._validation.items = text
        elif name == _FORMULA2 or (name == _XM_FORMULA and self._second):
            self._validation.formula2 = text
        else:
            self._validation.formula1 = text

    def _areas(self, sqref: str) -> tuple[CellRange, ...]:
        found = parse_sqref(sqref)
        self._ranges += len(found)
        if self._ranges > self.limits.ranges:
            raise InputRejected(f"Sheet {self.content.name} lists more than {self.limits.ranges:,} ranges.", "")
        return found

    def _protection(self, attributes: dict[str, str]) -> None:
        self.content.protected = is_true(attributes.get("sheet"))

    def _protected_range(self, attributes: dict[str, str]) -> None:
        """A range that everybody may edit on a protected sheet, unless a password or a person list guards it."""
        guarded = ("password", "hashValue", "securityDescriptor")
        if not any(attributes.get(name) for name in guarded):
            self.content.editable.extend(self._areas(attributes.get("sqref", "")))

    def _merge(self, attributes: dict[str, str]) -> None:
        area = parse_range(attributes.get("ref", ""))
        if area is None:
            return
        if len(self.content.merges) >= self.limits.merges:
            raise InputRejected(f"Sheet {self.content.name} has more than {self.limits.merges:,} merged ranges.", "")
        self.content.merges.append(area)

    def _column(self, attributes: dict[str, str]) -> None:
        first, last, style = (whole_number(attributes.get(name)) or 0 for name in ("min", "max", "style"))
        width = plain_number(attributes.get("width", ""))
        hidden = is_true(attributes.get("hidden")) or width == 0
        if len(self.content.columns) >= MAX_COL:
            raise InputRejected(f"Sheet {self.content.name} describes more than {MAX_COL:,} columns.", "")
        self.content.columns.append((first, last, width, style, hidden))

    def _filter(self, attributes: dict[str, str]) -> None:
        self.content.filter_area = parse_range(attributes.get("ref", ""))

    def _conditional(self, attributes: dict[str, str]) -> None:
        self._validation = None
        self.content.conditional.extend(self._areas(attributes.get("sqref", "")))

    def _extended_conditional(self, _attributes: dict[str, str]) -> None:
        self._validation = None

    def _table(self, attributes: dict[str, str]) -> None:
        self.content.table_ids.append(attributes.get(f"{RELATIONSHIPS} id", ""))

    def _standard_validation(self, attributes: dict[str, str]) -> None:
        self._begin_validation(attributes)
        self._areas(attributes.get("sqref", ""))

    def _extended_validation(self, attributes: dict[str, str]) -> None:
        self._begin_validation(attributes).extended = True

    def _begin_validation(self, attributes: dict[str, str]) -> RawValidation:
        if len(self.content.validations) >= self.limits.validations:
            raise InputRejected(f"Sheet {self.content.name} has more than {self.limits.validations:,} validations.", "")
        self._second = False
        self._validation = RawValidation(
            kind=attributes.get("type", "none"),
            operator=attributes.get("operator", "between"),
            sqref=attributes.get("sqref", ""),
            prompt_title=unescape(attributes.get("promptTitle", "")),
            prompt=unescape(attributes.get("prompt", "")),
            error=unescape(attributes.get("error", "")),
        )
        self.content.validations.append(self._validation)
        return self._validation
