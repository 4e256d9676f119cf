"""What a step on the page of slot quotas is about: the request with the draft in place of what the link says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.request import Request
from dashboard.whatif import Chosen


def drafted(request_of: Any, search: str, draft: dict) -> tuple[Request, Chosen]:
    """The request of the page and what it chooses, with the draft that stands in the browser."""
    request = asking(request_of("/quotas", search), {"scenario": draft["name"], "set": draft["set"]})
    return request, request.chosen()


def asking(request: Request, more: dict[str, str]) -> Request:
    """The request with more values in its link, so that what is drawn can be taken along from there."""
    return replace(request, query={**request.query, **more})
