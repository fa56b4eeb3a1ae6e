"""``segq sme``: questions to subject-matter experts as a small file, and their replies back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.errors import InputRejected
from segq.cli.options import by_option, id_argument, json_option, knowledge_options, workspace_option
from segq.cli.workspaces import opened, print_record
from segq.settings import load_settings, reviewer_name

if TYPE_CHECKING:
    from segq.experts.exchange import Received
    from segq.experts.questions import ExpertQuestion


@click.group(no_args_is_help=True)
def command() -> None:
    """Send what experts are asked as a small file, and take their replies in.

    \b
    Examples:
      segq sme send 3 -o for-dana.xlsx --expert dana@example.com
      segq sme receive 3 for-dana.xlsx
    """


@command.command("send")
@id_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx|.md",
    help="Where to write; NAME.sme.xlsx in this folder if not given.",
)
@click.option("--expert", default="", metavar="NAME", help="Only what this expert is asked.")
@json_option
@workspace_option
@by_option
@knowledge_options
def send_command(
    questionnaire: int,
    output: Path | None,
    expert: str,
    as_json: bool,
    workspace: str | None,
    by: str | None,
    kb: Path | None,
    as_of: str | None,
) -> int:
    """Write the questions of questionnaire ID that wait for experts into a file for them.

    \b
    Example:
      segq sme send 3 -o for-dana.md --expert dana@example.com
    """
    from segq.experts.exchange import expert_file, questions_for
    from segq.files import write_new_bytes
    from segq.reviewing import session_of

    settings = load_settings(kb, as_of, workspace)
    with opened(settings.workspace) as place:
        record = place.questionnaire(questionnaire)
        questions = questions_for(session_of(place, questionnaire, reviewer_name(by), settings), expert)
    if not questions:
        whom = f"{expert} has none" if expert else "nobody has any"
        raise InputRejected(f"{record.name}: {whom} of its questions.", "Hand some over in the review first (key s).")
    target = output or Path(f"{Path(record.name).stem}.sme.xlsx")
    write_new_bytes(target, expert_file(record.name, questions, target))
    _tell_sent(target, questions, as_json=as_json)
    return 0


@command.command("receive")
@id_argument
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@workspace_option
@by_option
@knowledge_options
def receive_command(
    questionnaire: int,
    file: Path,
    as_json: bool,
    workspace: str | None,
    by: str | None,
    kb: Path | None,
    as_of: str | None,
) -> int:
    """Record the replies in FILE as experts' answers: all of its rows or none.

    A reply is internal, and does not leave, unless the expert wrote public or nda beside it.

    \b
    Example:
      segq sme receive 3 for-dana.xlsx
    """
    from segq.experts.exchange import read_replies, receive
    from segq.reviewing import session_of

    settings = load_settings(kb, as_of, workspace)
    replies = read_replies(file)
    with opened(settings.workspace) as place:
        received = receive(session_of(place, questionnaire, reviewer_name(by), settings), replies)
    _tell_received(file, received, as_json=as_json)
    return 0


def _tell_sent(target: Path, questions: Sequence[ExpertQuestion], *, as_json: bool) -> None:
    from segq.experts.questions import experts_of

    if as_json:
        print_record(
            {"written": str(target), "questions": [each.key for each in questions], "experts": [*experts_of(questions)]}
        )
    else:
        click.echo(f"{len(questions)} questions for {', '.join(experts_of(questions))} → {target}")


def _tell_received(file: Path, received: Received, *, as_json: bool) -> None:
    if as_json:
        print_record(
            {
                "file": str(file),
                "answered": [*received.answered],
                "empty": [*received.empty],
                "late": [*received.late],
            }
        )
        return
    click.echo(f"{file}: {len(received.answered)} answered, {len(received.empty)} still empty")
    for key in received.late:
        click.echo(f"{key}: decided otherwise meanwhile; the reply was left away.", err=True)
