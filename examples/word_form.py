"""A Word form: drop-down and text controls, legacy check boxes, printed boxes, lines to write on."""

from __future__ import annotations

from examples.word_paper import Paper, TruePlace, run

_SCALE = ("Yes", "No", "Not applicable")
_CHOSEN = (
    "Do all staff sign a confidentiality agreement when they join?",
    "Are disks of production databases encrypted?",
    "Do you carry cyber liability insurance?",
    "Is on-call cover for incidents available 24/7?",
)
_TOLD = (
    "Which minimum TLS version do you accept on external connections?",
    "Within how many days do you fix critical vulnerabilities?",
)
_TICKED = (
    "Are account passwords ever stored in clear text?",
    "Do you scan third-party libraries for known vulnerabilities?",
)
_WRITTEN = (
    "How do you remove the access of people who leave your company?",
    "Where can we report a vulnerability that we find?",
)


def form_paper() -> Paper:
    """Return the finished form with its truth."""
    paper = Paper()
    paper.line("Larkspur Clinics", "Title")
    paper.line("Security form for cloud services")
    paper.line("Part A: choose", "Heading 1")
    for text in _CHOSEN:
        control, number = paper.drop_down(text.split()[1], _SCALE)
        address = paper.raw(run(f"{text} ") + control)
        paper.asks(address, text, TruePlace(address, "choice", options=_SCALE, control=number))
    for text in _TOLD:
        control, number = paper.text_box(text.split()[1])
        address = paper.raw(run(f"{text} ") + control)
        paper.asks(address, text, TruePlace(address, "text", control=number))
    paper.line("Part B: tick", "Heading 1")
    _fields(paper)
    for text in _TICKED:
        address = paper.line(f"{text}\t☐ Yes  ☐ No")
        paper.asks(address, text, TruePlace(address, "choice", options=("Yes", "No")))
    paper.line("Part C: write", "Heading 1")
    for text in _WRITTEN:
        address = paper.line(text, "List Number")
        place = paper.line("_" * 60)
        paper.asks(address, text, TruePlace(place, "text"))
    return paper


def _fields(paper: Paper) -> None:
    text = "Are access rights of your staff limited to what their work needs?"
    boxes = [paper.tick_box() for _ in range(2)]
    inside = run(f"{text} ") + boxes[0][0] + run(" Yes   ") + boxes[1][0] + run(" No")
    address = paper.raw(inside)
    fields = tuple(number for _, number in boxes)
    paper.asks(address, text, TruePlace(address, "choice", options=("Yes", "No"), fields=fields))
