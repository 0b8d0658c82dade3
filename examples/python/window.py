"""Requests on their way: sent or about to be, and not answered yet."""

import threading
from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

ItemT = TypeVar("ItemT")


class Window(Generic[ItemT]):
    """Items in their order, a bounded number at a time: one thread puts them in, streams draw them, answers take them
    out. What a lost stream had drawn is still here for the next one.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._items: deque[ItemT] = deque()
        # Items are numbered from 0; this is the number of the first in the window.
        self._first = 0
        self._ended = False
        self._changed = threading.Condition()

    def put(self, item: ItemT) -> None:
        """Waits for room."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._items) < self._size)
            self._items.append(item)
            self._changed.notify_all()

    def end(self) -> None:
        """Says that no more items come."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def from_first_unanswered(self) -> Iterator[ItemT]:
        """For one stream: what others left unanswered, then what comes."""
        with self._changed:
            number = self._first
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ended or number < self._first + len(self._items))
                # The drawer of a stream that was lost may be woken when others have gone past it.
                if not self._first <= number < self._first + len(self._items):
                    return
                item = self._items[number - self._first]
            yield item
            number += 1

    def answered(self) -> ItemT:
        """Takes out the first item."""
        with self._changed:
            item = self._items.popleft()
            self._first += 1
            self._changed.notify_all()
            return item

    @property
    def is_done(self) -> bool:
        """Whether no more items come and all were taken out."""
        with self._changed:
            return self._ended and not self._items
