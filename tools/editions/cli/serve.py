"""``editions serve``: live preview for translators."""

from __future__ import annotations

import argparse
import signal

from editions import conf, stopping
from editions.cli.talk import say
from editions.config import Publication
from editions.desk.desk import Desk
from editions.desk.server import PORT, Server
from editions.problems import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "--edition", action="append", metavar="be", help="only this edition (repeatable)"
    )
    parser.add_argument(
        "--port", type=int, default=PORT, metavar="N", help=f"default: {PORT}; 0: any free one"
    )


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Serve the preview to this machine until Ctrl-C."""
    if not 0 <= arguments.port <= 65535:
        raise UsageError("--port must be between 0 and 65535")
    languages = tuple(dict.fromkeys(arguments.edition or _translated_first(publication)))
    for language in languages:
        publication.edition(language)
    for number in (signal.SIGINT, signal.SIGTERM):
        # A shell that starts us in the background would have us ignore the first.
        signal.signal(number, stopping.stop)
    if warning := conf.warning(publication):
        say(warning)
    desk = Desk(publication, languages, say)
    with Server(desk, arguments.port) as server:
        try:
            desk.start()
            say(f"preview of {', '.join(languages)}: {server.url} (Ctrl-C ends it)")
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            say("preview ended")
        finally:
            desk.stop()
    return 0


def _translated_first(publication: Publication) -> list[str]:
    """Give all editions, the one most sources are written in last."""
    return sorted(publication.languages, key=lambda each: each == publication.source_language)
