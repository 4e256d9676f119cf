"""What can go wrong with kept results, said in one line that names run and file."""

from __future__ import annotations


class StoreError(Exception):
    """A run, a file or the disk is not as it must be; the text is one line and names the place."""


class QuestionError(Exception):
    """A question that the ledgers cannot answer: it does not parse, names no such view, or takes too long."""
