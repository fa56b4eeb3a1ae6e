"""Every action of the terminal UI, a line each: its keys, its word for the footer, its sentence for help and palette."""

from __future__ import annotations

from segq.tui.action import Action, Place


def _everywhere() -> tuple[Action, ...]:
    place = Place.EVERYWHERE
    return (
        Action("help", place, ("question_mark", "f1"), "Help", "Show every key of this screen.", in_footer=True),
        Action("command_palette", place, ("ctrl+p",), "Palette", "Search all actions by name.", in_footer=True),
        Action("dark_or_light", place, ("f2",), "Dark/light", "Change between the dark and the light theme."),
        Action("quit", place, ("ctrl+q",), "Quit", "Leave segq; every decision is already on disk."),
    )


def _queue() -> tuple[Action, ...]:
    place = Place.QUEUE
    return (
        Action("open", place, ("enter",), "Open", "Open the questionnaire under the cursor.", in_footer=True),
        Action("down", place, ("j", "down"), "Down", "Go to the next questionnaire."),
        Action("up", place, ("k", "up"), "Up", "Go to the questionnaire above."),
        Action("top", place, ("home",), "Top", "Go to the first questionnaire."),
        Action("bottom", place, ("end", "G"), "Bottom", "Go to the last questionnaire."),
        Action("filter", place, ("slash",), "Filter", "Show only questionnaires whose name, account or state has these words.", in_footer=True),
        Action("show_all", place, ("escape",), "Show all", "Take the filter off."),
        Action("reload", place, ("r",), "Reload", "Look for questionnaires that were imported meanwhile."),
        Action("knowledge", place, ("K",), "Knowledge", "Browse and search the knowledge base.", in_footer=True),
        Action("inbox", place, ("I",), "Inbox", "See requests and draft statements.", in_footer=True),
        Action("leave", place, ("q",), "Quit", "Leave segq; every decision is already on disk.", in_footer=True),
    )  # fmt: skip


def _moving() -> tuple[Action, ...]:
    place = Place.REVIEW
    return (
        Action("down", place, ("j", "down"), "Down", "Go to the next question."),
        Action("up", place, ("k", "up"), "Up", "Go to the question above."),
        Action("page_down", place, ("pagedown", "ctrl+f"), "Page down", "Go down by a screenful."),
        Action("page_up", place, ("pageup", "ctrl+b"), "Page up", "Go up by a screenful."),
        Action("top", place, ("home",), "Top", "Go to the first question."),
        Action("bottom", place, ("end", "G"), "Bottom", "Go to the last question."),
        Action("next_open", place, ("tab", "N"), "Next open", "Go to the next question without a decision.", in_footer=True),
        Action("previous_open", place, ("shift+tab",), "Previous open", "Go back to a question without a decision."),
        Action("go_to", place, ("g",), "Go to", "Go to a question by its id."),
        Action("filter", place, ("slash",), "Filter", "Show only some questions, by words or by how they stand.", in_footer=True),
        Action("worst_first", place, ("w",), "Order", "Order by what needs you most, or as the file has it."),
        Action("read_on", place, ("J", "shift+down", "right_square_bracket"), "Read on", "Scroll the question's details down."),
        Action("read_back", place, ("shift+up", "left_square_bracket"), "Read back", "Scroll the question's details up."),
        Action("zoom", place, ("z", "enter"), "Zoom", "Give the whole screen to the details, to the list, or to both."),
        Action("back", place, ("escape", "q"), "Back", "Take the filter and marks off, then go back to the queue."),
    )  # fmt: skip


def _answering() -> tuple[Action, ...]:
    place = Place.REVIEW
    return (
        Action("accept", place, ("a",), "Accept", "Accept the chosen candidate as it is worded, and go on.", in_footer=True),
        Action("take_candidate", place, tuple("123456789"), "Candidate", "Accept this candidate, and go on.", numbered=True),
        Action("edit", place, ("e",), "Edit", "Answer in your own words, beginning with the chosen candidate.", in_footer=True),
        Action("option", place, ("o",), "Option", "Pick one of the file's legal options.", in_footer=True),
        Action("not_applicable", place, ("n",), "N/A", "Answer that it does not apply, with a reason.", in_footer=True),
        Action("ask_expert", place, ("s",), "Expert", "Hand the question to an expert.", in_footer=True),
        Action("skip", place, ("S", "minus"), "Skip", "Leave the question blank on purpose."),
        Action("clear", place, ("x",), "Clear", "Take the decision off the question."),
        Action("undo", place, ("u",), "Undo", "Undo what you did last.", in_footer=True),
        Action("redo", place, ("ctrl+r",), "Redo", "Do again what you undid."),
        Action("mark", place, ("space",), "Mark", "Mark the question for a bulk action, and go down."),
        Action("accept_many", place, ("A",), "Accept many", "Accept the marked questions, or all settled ones, after a preview.", in_footer=True),
        Action("same_answer", place, ("t",), "Same answer", "Give this answer to all identical questions."),
        Action("flag", place, ("f",), "Flag", "Flag for a second look, or take the flag off; flags hold back sign-off."),
        Action("note", place, ("m",), "Note", "Write a note on the question; it never leaves."),
        Action("disclose", place, ("d",), "Disclosure", "Say who may read an answer of your own: public, NDA or internal."),
        Action("copy", place, ("y",), "Copy", "Copy the answer for a portal, and go to the next question."),
        Action("next_candidate", place, ("right", "l"), "Next candidate", "Choose the next candidate for accept and edit."),
        Action("previous_candidate", place, ("left", "h"), "Previous candidate", "Choose the candidate before."),
        Action("compare", place, ("c",), "Compare", "Show the candidates' wordings beside each other."),
        Action("knowledge", place, ("K",), "Knowledge", "Find an approved statement in the knowledge base."),
        Action("inbox", place, ("I",), "Inbox", "See requests and draft statements."),
        Action("export", place, ("E",), "Sign off", "Sign off and export the questionnaire.", in_footer=True),
    )  # fmt: skip


def _editor() -> tuple[Action, ...]:
    place = Place.EDITOR
    return (
        Action("save", place, ("ctrl+s",), "Save", "Answer with this text.", in_footer=True),
        Action("external", place, ("ctrl+e",), "$EDITOR", "Go on in the editor that $VISUAL or $EDITOR names.", in_footer=True),
        Action("restore", place, ("ctrl+r",), "Approved text", "Begin again with the approved wording.", in_footer=True),
        Action("level", place, ("ctrl+l",), "Disclosure", "Change who may read the answer.", in_footer=True),
        Action("cancel", place, ("escape",), "Cancel", "Leave the answer as it was.", in_footer=True),
    )  # fmt: skip


def _knowledge() -> tuple[Action, ...]:
    place = Place.KNOWLEDGE
    return (
        Action("use_statement", place, ("enter", "u"), "Answer with it", "Answer the question with this statement, where there is one to answer."),
        Action("search", place, ("slash",), "Search", "Go to the search box: words find at once, meaning a moment later.", in_footer=True),
        Action("down", place, ("j", "down"), "Down", "Go to the next statement."),
        Action("up", place, ("k", "up"), "Up", "Go to the statement above."),
        Action("top", place, ("home",), "Top", "Go to the first statement."),
        Action("bottom", place, ("end", "G"), "Bottom", "Go to the last statement."),
        Action("read_on", place, ("J", "shift+down", "right_square_bracket", "pagedown"), "Read on", "Scroll the statement down.", in_footer=True),
        Action("read_back", place, ("shift+up", "left_square_bracket", "pageup"), "Read back", "Scroll the statement up."),
        Action("next_kind", place, ("f",), "Show only", "Show all, only what is usable today, what has lapsed, NDA only, or internal.", in_footer=True),
        Action("copy", place, ("y",), "Copy", "Copy the short answer, and say how far it may go.", in_footer=True),
        Action("back", place, ("escape", "q"), "Back", "Go back without a statement.", in_footer=True),
    )  # fmt: skip


def _inbox() -> tuple[Action, ...]:
    place = Place.INBOX
    return (
        Action("accept_request", place, ("a", "enter"), "Accept", "Grant the request, after showing what that does.", in_footer=True),
        Action("decline_request", place, ("x",), "Decline", "Close the request with a note to whoever asked.", in_footer=True),
        Action("down", place, ("j", "down"), "Down", "Go to the next request."),
        Action("up", place, ("k", "up"), "Up", "Go to the request above."),
        Action("top", place, ("home",), "Top", "Go to the first request."),
        Action("bottom", place, ("end", "G"), "Bottom", "Go to the last request."),
        Action("read_on", place, ("J", "shift+down", "right_square_bracket", "pagedown"), "Read on", "Scroll the request down."),
        Action("read_back", place, ("shift+up", "left_square_bracket", "pageup"), "Read back", "Scroll the request up."),
        Action("show_closed", place, ("f",), "Closed too", "Show closed requests too, or only open ones.", in_footer=True),
        Action("copy", place, ("y",), "Copy", "Copy the YAML for the knowledge base.", in_footer=True),
        Action("reload", place, ("r",), "Reload", "Look for requests that came in meanwhile."),
        Action("back", place, ("escape", "q"), "Back", "Go back.", in_footer=True),
    )  # fmt: skip


def _export() -> tuple[Action, ...]:
    place = Place.EXPORT
    return (
        Action("confirm", place, ("enter",), "Do it", "Do what the first line says; where something stands in the way, say what.", in_footer=True),
        Action("change_mode", place, ("ctrl+t",), "Mode", "Change between releasing, signing off alone, and a draft.", in_footer=True),
        Action("override", place, ("ctrl+o",), "Override", "Go on in spite of what may be overridden, with a reason, on record.", in_footer=True),
        Action("go_there", place, ("ctrl+g",), "Show", "Go to the first question that stands in the way.", in_footer=True),
        Action("read_on", place, ("pagedown", "shift+down"), "Read on", "Scroll the text down."),
        Action("read_back", place, ("pageup", "shift+up"), "Read back", "Scroll the text up."),
        Action("cancel", place, ("escape",), "Close", "Go back to the review.", in_footer=True),
    )  # fmt: skip


def _dialogs() -> tuple[Action, ...]:
    place = Place.DIALOG
    return (
        Action("confirm", place, ("enter", "y"), "OK", "Take what the dialog offers.", in_footer=True),
        Action("pick", place, tuple("123456789"), "Pick", "Take the choice with this number.", in_footer=True, numbered=True),
        Action("down", place, ("j", "down"), "Down", "Go to the next choice, or read on."),
        Action("up", place, ("k", "up"), "Up", "Go to the choice above, or read back."),
        Action("cancel", place, ("escape", "q"), "Close", "Close the dialog and change nothing.", in_footer=True),
    )  # fmt: skip


def _prompt() -> tuple[Action, ...]:
    place = Place.PROMPT
    return (
        Action("submit", place, ("enter",), "Go on", "Go on with the line as it is typed."),
        Action("give_up", place, ("escape",), "Give up", "Close the line and change nothing."),
    )


ACTIONS: tuple[Action, ...] = (
    *_everywhere(), *_queue(), *_answering(), *_moving(), *_editor(), *_knowledge(), *_inbox(), *_export(), *_dialogs(), *_prompt()
)  # fmt: skip
