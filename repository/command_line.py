"""The one command line, `case-reviews`: what each room declares is loaded by name when it is called."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click

from repository.errors import LibraryError
from repository.installation import library_version, refuse_shared_names

COMMANDS = "case_reviews.commands"
INTERRUPTED = 130
"""The exit code of a program stopped with Control-C (128 + SIGINT)."""


class LazyCommands(click.Group):
    """A group whose commands are entry points: no room is imported before one of its commands is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of the commands, in alphabetical order; nothing is imported."""
        return sorted({*super().list_commands(context), *declared_commands()})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name, None where there is none. Raises LibraryError if it cannot be loaded."""
        declared = declared_commands().get(name)
        return super().get_command(context, name) if declared is None else load_command(declared)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with its first sentence, one that cannot be loaded too."""
        rows = [(name, self._summary(context, name)) for name in self.list_commands(context)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _summary(self, context: click.Context, name: str) -> str:
        try:
            command = self.get_command(context, name)
        except LibraryError as error:
            return f"(not available: {error.message})"
        return command.get_short_help_str(limit=90) if command else ""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; an error that a person can act on becomes two sentences and its exit code."""
        try:
            refuse_shared_names()
            return super().invoke(context)
        except LibraryError as error:
            click.echo(f"{error.message} {error.advice}".strip(), err=True)
            context.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("Stopped. What was finished is kept; run the same command again to go on.", err=True)
            context.exit(INTERRUPTED)


def declared_commands() -> dict[str, EntryPoint]:
    """The commands that the installed packages declare, by name."""
    return {point.name: point for point in entry_points(group=COMMANDS)}


def load_command(declared: EntryPoint) -> click.Command:
    """Import the module that a command is in. Raises LibraryError when it cannot be loaded."""
    try:
        command = declared.load()
    except (ImportError, AttributeError) as error:
        raise LibraryError(
            f"The command '{declared.name}' cannot be loaded: {error}.", "Install the library again, whole."
        ) from error
    if not isinstance(command, click.Command):
        raise LibraryError(f"The command '{declared.name}' is no command: {declared.value}.", "")
    return command


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(library_version(), prog_name="case-reviews", message="%(prog)s %(version)s")
def main() -> None:
    """A searchable library of published child safeguarding case reviews.

    CASE_REVIEWS_HOME names the folder in which the library is kept (default: instance, here).
    """
