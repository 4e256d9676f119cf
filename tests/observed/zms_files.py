"""ZMS files as its two known sources write them: the API (numbers, seconds) and table exports (everything as text)."""

from __future__ import annotations

import copy
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from simulation.observed import Imported, imported, read_zms

STARTS = date(2025, 3, 17)


def seconds(text: str) -> int:
    """Unix seconds of a local midnight."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin")).timestamp())


SCOPE: dict[str, Any] = {
    "id": 141,
    "shortName": "Zentrale",
    "source": "dldb",
    "provider": {"id": 122217, "name": "Bürgeramt Mitte", "source": "dldb"},
    "preferences": {
        "appointment": {
            "startInDaysDefault": 0, "endInDaysDefault": 56, "reservationDuration": 20, "deallocationDuration": 30,
            "activationDuration": 15, "multipleSlotsEnabled": True,
        },
        "client": {"appointmentsPerMail": "", "slotsPerAppointment": ""},
    },
    "dayoff": [{"date": seconds("2025-04-18"), "name": "Karfreitag"}],
}  # fmt: skip
OPENING: dict[str, Any] = {
    "id": 68985,
    "type": "appointment",
    "description": "Vormittag",
    "scope": SCOPE,
    "startDate": seconds("2025-01-01"),
    "endDate": seconds("2026-12-31"),
    "startTime": "08:00:00",
    "endTime": "12:00:00",
    "weekday": {"monday": 2, "tuesday": 4, "wednesday": 0, "thursday": 0, "friday": 32, "saturday": 0, "sunday": 0},
    "repeat": {"afterWeeks": 1, "weekOfMonth": 0},
    "slotTimeInMinutes": 10,
    "multipleSlotsAllowed": True,
    "workstationCount": {"public": 3, "callcenter": 0, "intern": 5},
    "bookable": {"startInDays": 1, "endInDays": 60},
}
AS_TEXT: dict[str, Any] = OPENING | {
    "startDate": "2025-01-01",
    "endDate": "2026-12-31",
    "startTime": "8:00",
    "endTime": "12:00",
    "weekday": {"monday": "1", "tuesday": "1", "wednesday": "0", "friday": "1"},
    "repeat": {"afterWeeks": "1", "weekOfMonth": "0"},
    "slotTimeInMinutes": "10",
    "multipleSlotsAllowed": "1",
    "workstationCount": {"public": "3", "callcenter": "0", "intern": "5"},
    "bookable": {"startInDays": "1", "endInDays": "60"},
}
REQUESTS: list[dict[str, Any]] = [
    {"request": {"id": "120335", "name": "Abmeldung"}, "provider": {"id": 122217}, "slots": 1, "public": True},
    {"request": {"id": "120703", "name": "Personalausweis"}, "provider": {"id": "122217"}, "slots": "3"},
]


def opening(**other: Any) -> dict[str, Any]:
    """An availability with other values; `scope` 141 unless given."""
    return copy.deepcopy(OPENING | other)


def file(folder: Path, content: Any, name: str = "zms.json") -> Path:
    """A file with this content, as JSON unless it is text or bytes."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def made(folder: Path, content: Any, starts: date = STARTS, days: int = 90) -> Imported:
    """What becomes of a file."""
    return imported(read_zms(file(folder, content)), starts, days, today=starts)


def codes(found: Imported) -> set[str]:
    """The checks that found something."""
    return {one.code for one in found.findings}
