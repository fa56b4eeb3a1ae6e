"""Finding the questions and slots of an incoming file by evidence per column and table."""

from segq.intake.reading import Reading, SheetReading, TableReading, read_workbook

__all__ = ["Reading", "SheetReading", "TableReading", "read_workbook"]
