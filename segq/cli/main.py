"""The ``segq`` program: commands found by name and loaded only when they run, errors mapped to exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from segq import __version__

_COMMANDS: dict[str, tuple[str, str]] = {
    "account": ("segq.cli.account", "Customers, their domains and their NDA records."),
    "ask": ("segq.cli.ask", "Propose the approved answer to a question, or say that there is none."),
    "doctor": ("segq.cli.doctor", "Check workspace, knowledge base and weights."),
    "export": ("segq.cli.export", "Write a reviewed questionnaire: a draft, or a release once it is signed off."),
    "fill": ("segq.cli.fill", "Draft answers into XLSX questionnaires, with certificate and report."),
    "import": ("segq.cli.import_", "Put questionnaires, or pasted questions, into the workspace."),
    "init": ("segq.cli.init", "Make a folder a project: a workspace and a knowledge base."),
    "inspect": ("segq.cli.inspect", "Show the questions and answer slots found in files, and why."),
    "kb": ("segq.cli.kb", "Lint, list and show the statements of the knowledge base."),
    "list": ("segq.cli.list", "List the questionnaires of the workspace."),
    "refresh": ("segq.cli.refresh", "Propose anew after the knowledge base or an account changed."),
    "review": ("segq.cli.review", "Review questionnaires at the keyboard."),
    "sent": ("segq.cli.sent", "Record the file that really went out, and what differs from the release."),
    "sign-off": ("segq.cli.sign_off", "Sign a reviewed questionnaire off, or see what hinders it."),
    "sme": ("segq.cli.sme", "Send questions to experts as a small file, and take their replies in."),
    "status": ("segq.cli.status", "Show how far a questionnaire is, what is open and why."),
    "verify": ("segq.cli.verify", "Say what differs between a questionnaire and its filled copy."),
}
_EPILOG = """\b
Examples:
  segq ask "Is customer data encrypted at rest?"
  segq inspect questionnaire.xlsx
  segq fill questionnaire.xlsx -o drafts/
  segq verify questionnaire.xlsx drafts/questionnaire.draft.xlsx
  segq import questionnaire.xlsx --account acme.com
  segq review

\b
Exit codes: 0 done, 1 the command's own finding, 2 usage, 3 input rejected, 4 policy or NDA, 5 internal error.
"""


class _Commands(click.Group):
    """A group that knows its commands' names and help without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            close = [name for name in _COMMANDS if name.startswith(cmd_name[:1])]
            ctx.fail(f"No such command {cmd_name!r}." + (f" Did you mean {close[0]!r}?" if close else ""))
        module = importlib.import_module(_COMMANDS[cmd_name][0])
        command = module.command
        assert isinstance(command, click.Command)  # noqa: S101 - narrows the type of a dynamic import
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in sorted(_COMMANDS.items())])


@click.group(
    cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="segq")
def cli() -> None:
    """Answer vendor-risk questionnaires from approved control statements, in the customer's own file.

    Everything runs locally: no question, answer or file leaves the machine.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nobody sees a traceback unless ``SEGQ_DEBUG`` is set."""
    try:
        result = cli.main(args=None if argv is None else list(argv), prog_name="segq", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the one place that turns any failure into a line and a code
        return _failed(error)
    return result if isinstance(result, int) else 0


def run() -> None:
    """Entry point of the ``segq`` script."""
    sys.exit(main())


def _failed(error: Exception) -> int:
    from segq.cli.failures import report  # only a failing run pays for this

    return report(error)


if __name__ == "__main__":
    run()
