"""ZMS (eappointment): availabilities, scopes and requests as frozen records. Field names as in its public JSON
schemas."""

from dataclasses import dataclass
from datetime import date

START_IN_DAYS, END_IN_DAYS, SLOT_MINUTES = 1, 60, 10
DEALLOCATION_MINUTES, RESERVATION_MINUTES = 15, 30


@dataclass(frozen=True)
class Scope:
    """A counter group at a site. `start_source` and `end_source` say where its window comes
    from; `limits` are the preferences that the scenario language has no word for."""

    id: str
    name: str
    provider: str
    start_in_days: int
    end_in_days: int
    start_source: str
    end_source: str
    reservation_minutes: float | None
    deallocation_minutes: float | None
    most_slots: int
    dayoff: tuple[date, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True)
class Availability:
    """A recurring opening of a scope. Times are minutes after midnight; `overrides`: open on a day off."""

    id: str
    scope: str
    type: str
    first: date
    last: date
    opens: float
    closes: float
    weekdays: tuple[int, ...]
    after_weeks: int
    week_of_month: int
    slot_minutes: int
    several: bool
    intern: int
    public: int
    callcenter: int
    start_in_days: int
    end_in_days: int
    start_source: str
    end_source: str
    overrides: bool

    @property
    def place(self) -> str:
        """How findings name it."""
        return f"availability {self.id}"


@dataclass(frozen=True)
class Request:
    """A service at a provider, and how many slots a visit takes (requestrelation)."""

    id: str
    name: str
    provider: str
    slots: int
    public: bool
    most: int


@dataclass(frozen=True)
class Zms:
    """What a file holds; `differ`: scopes that are there more than once, with different contents."""

    file: str
    scopes: dict[str, Scope]
    availabilities: tuple[Availability, ...]
    closures: tuple[date, ...]
    requests: tuple[Request, ...]
    knows_closures: bool
    differ: tuple[str, ...] = ()


def clock(minutes: float) -> str:
    """Minutes after midnight as "HH:MM"."""
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}"
