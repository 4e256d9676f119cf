"""The times that people wait: where the figures of each stand, and how it is spoken of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from dashboard.reading import Reading
from dashboard.words import N_

LIMIT_DAYS = 91


@dataclass(frozen=True)
class Kind:
    """One of the times: where its figures and its histogram stand, and how it is spoken of."""

    measure: str
    histogram: str
    group: tuple[str, str]
    title: str
    tab: str
    unit: Literal["days", "minutes"]
    axis: str
    limit: float | None
    width: tuple[int, ...]


KINDS = {
    "decision": Kind(
        "decision_time",
        "decision_time",
        ("", ""),
        N_("Time to the decision"),
        N_("To the decision"),
        "days",
        N_("Days from receipt to the decision"),
        LIMIT_DAYS,
        (7, 14, 28),
    ),
    "lead": Kind(
        "lead_time",
        "lead_time",
        ("", ""),
        N_("Lead time"),
        N_("To the card"),
        "days",
        N_("Days from receipt until the card is in hand"),
        None,
        (7, 14, 28),
    ),
    "access": Kind(
        "access_time",
        "access_time",
        ("", ""),
        N_("Time to the appointment"),
        N_("To the appointment"),
        "days",
        N_("Days from the invitation to the appointment"),
        None,
        (1, 2, 7),
    ),
    "waiting": Kind(
        "waiting_time",
        "waiting_time",
        ("way", "appointment"),
        N_("Wait at the office"),
        N_("At the office"),
        "minutes",
        N_("Minutes from the booked time until called"),
        None,
        (1, 2, 5),
    ),
    "adhoc": Kind(
        "waiting_time",
        "waiting_time_adhoc",
        ("way", "adhoc"),
        N_("Wait without appointment"),
        N_("Without appointment"),
        "minutes",
        N_("Minutes from arrival until called"),
        None,
        (5, 10, 20),
    ),
}


OF_A_WISH = replace(KINDS["access"], axis=N_("Days from the wish to the appointment"))
ON_OFFER = replace(
    OF_A_WISH,
    measure="third_next_available",
    histogram="",
    title=N_("Third slot on offer"),
    tab=N_("Third slot on offer"),
    axis=N_("Days from noon to the third slot on offer"),
)


def kinds_of(reading: Reading) -> dict[str, Kind]:
    """The times that there are in an office, the one shown first in front."""
    if not reading.searched:
        return KINDS
    return {"access": OF_A_WISH, "waiting": KINDS["waiting"], "adhoc": KINDS["adhoc"]}
