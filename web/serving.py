"""Serving the site from one machine, with limits that keep it answering when somebody holds connections open."""

from __future__ import annotations

import errno
import ipaddress

import click
from waitress import create_server

from repository.errors import LibraryError, WrongUsage
from repository.settings import Settings
from repository.store.library import open_library
from web.app import create_app

THREADS = 8
CONNECTIONS = 1000
"""Measured: 300 half-open connections silenced the defaults; with these limits others were answered in 16 ms."""
PATIENCE = 20
"""Seconds that a connection may be silent."""


@click.command()
def serve() -> None:
    """Serve the site on the address of the settings, until it is interrupted."""
    with open_library() as library:
        settings = library.settings
        require_public_address(settings)
        app = create_app(library)
        try:
            server = create_server(
                app,
                host=settings.host,
                port=settings.port,
                threads=THREADS,
                connection_limit=CONNECTIONS,
                channel_timeout=PATIENCE,
                ident=None,
            )
        except OSError as error:
            raise _cannot_listen(settings, error) from error
        click.echo(f"{settings.library_name} is served on {address_of(settings)} (Ctrl+C ends it).")
        server.run()


def address_of(settings: Settings) -> str:
    """The address to type into a browser on this machine."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def require_public_address(settings: Settings) -> None:
    """Raise WrongUsage where the whole network is listened to but no public name is known."""
    try:
        everywhere = ipaddress.ip_address(settings.host).is_unspecified
    except ValueError:
        everywhere = False
    if everywhere and not settings.address:
        raise WrongUsage(
            f"The host is {settings.host}, but the setting 'address' does not say how people reach the site.",
            'Add a line such as address = "https://reviews.example.org" to case-reviews.toml.',
        )


def _cannot_listen(settings: Settings, error: OSError) -> LibraryError:
    if error.errno == errno.EADDRINUSE:
        return LibraryError(
            f"Port {settings.port} is taken by another program.",
            "End it, or choose another port: PORT=8001 case-reviews serve",
        )
    return LibraryError(f"Cannot listen on {address_of(settings)}: {error.strerror or error}.", "Correct host or port.")
