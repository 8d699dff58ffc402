"""Who looks at which page, and telling them that it has changed."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

Page = tuple[str, str]
"""An edition's language and the name of a document."""

END = "end"


class Hub:
    """The open pages of all browsers; safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[queue.Queue[str], Page] = {}
        self._closed = False

    @contextmanager
    def looking(self, page: Page) -> Iterator[queue.Queue[str]]:
        """Note that somebody looks at `page`; give the queue its events come through."""
        mine: queue.Queue[str] = queue.Queue()
        with self._lock:
            self._open[mine] = page
            if self._closed:
                mine.put(END)
        try:
            yield mine
        finally:
            with self._lock:
                del self._open[mine]

    def viewed(self, language: str) -> set[str]:
        """Name the documents of an edition that somebody looks at."""
        with self._lock:
            return {document for spoken, document in self._open.values() if spoken == language}

    def tell(self, page: Page, event: str) -> None:
        """Send an event to all who look at `page`."""
        with self._lock:
            for theirs, looked_at in self._open.items():
                if looked_at == page:
                    theirs.put(event)

    def close(self) -> None:
        """Send everybody away."""
        with self._lock:
            self._closed = True
            for theirs in self._open:
                theirs.put(END)
