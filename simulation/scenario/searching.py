"""How people look for an appointment, take one, keep it or stay away; and the services that are booked in this way."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from simulation.scenario.arrivals import Arrivals
from simulation.scenario.distributions import Duration, Offset
from simulation.scenario.figures import Amount, Figure, Figures, Plain, Share, between, percent
from simulation.scenario.routes import Name


def _none(reason: str) -> Figure:
    return Figure(value=0.0, derived=reason)


def _all(reason: str) -> Figure:
    return Figure(value=1.0, derived=reason)


class AtRelease(Plain):
    """When those look who know the release time: some within the first minute, the others so many minutes later."""

    first_minute: Share
    after_minutes: Duration


class GivesBack(Plain):
    """Cancellation by days: each day a share of the bookings is given back, another share in the last days before the
    slot, none within the last minutes. `again` of them look again; `keeps` of those keep the old slot until they have
    found another one (they reschedule)."""

    per_day: Share
    last_days: Amount
    per_last_day: Share
    not_within_minutes: Amount = Field(default_factory=lambda: _none("until the slot starts unless given"))
    again: Share
    keeps: Share = Field(default_factory=lambda: _none("gives the slot back first unless given"))


class StaysAway(Plain):
    """No-show: `share` of the bookings with no lead, logistic in ln(1 + days of lead) with `slope`; a reminder
    multiplies the odds by `reminder_odds`. `again` of them look again."""

    share: Share
    slope: Annotated[Figure, AfterValidator(between(-50, 50))] = Field(
        default_factory=lambda: _none("no effect of the lead unless given")
    )
    reminder_odds: Amount = Field(default_factory=lambda: _all("no reminder"))
    again: Share = Field(default_factory=lambda: _none("nobody comes again unless given"))


class BooksTwice(Plain):
    """A share takes a second slot; `gives_back` of them return one of the two, the others let it lapse."""

    share: Share
    gives_back: Share


class Searching(Plain):
    """How a public looks for appointments (Terminsuche). Figures belong to a person and are the same under every
    policy: the n-th look of a person has the same luck."""

    knows: Share = Field(description="knows when slots are released")
    learns: Share = Field(
        default_factory=lambda: _none("nobody unless given"), description="learns it at a failed look"
    )
    at_release: AtRelease
    hours: Figures | None = Field(default=None, description="24 factors: when the others look, one an hour from 00:00")
    again_days: Duration = Field(description="until the next look of those who do not know the release time")
    gives_up: Share = Field(description="gives up at a failed look")
    patience_days: Duration | None = Field(default=None, description="gives up when the search takes longer")
    same_day: Share = Field(default_factory=lambda: _all("everybody can come at once"))
    same_day_lead_minutes: Amount = Field(default_factory=lambda: _none("at once unless given"))
    furthest_days: Duration | None = Field(default=None, description="furthest lead that a person accepts, days")
    earliest: Share = Field(
        default_factory=lambda: _all("everybody takes the earliest"),
        description="takes the earliest slot; the others the earliest in the part of the day that they like",
    )
    mornings: Share = Field(
        default_factory=lambda: Figure(value=0.5, derived="half of them like the morning"),
        description="of those who choose by part of the day: before noon",
    )
    bots: Share = Field(
        default_factory=lambda: _none("none unless given"), description="look by a program at the moment of a release"
    )
    cancel: GivesBack | None = None
    no_show: StaysAway | None = None
    twice: BooksTwice | None = None
    punctuality: Offset | None = Field(default=None, description="minutes after the booked time; negative is early")
    idle_minutes: Amount = Field(default_factory=lambda: _none("a desk goes on at once unless given"))
    wait_list: Share = Field(
        default_factory=lambda: _all("who finds nothing joins the wait list, where there is one"),
        description="joins the wait list after a failed look, where a book keeps one",
    )
    turns: dict[str, Share] = Field(
        default_factory=dict, description="contact services that those become who give up, with their shares"
    )

    @model_validator(mode="after")
    def _shares(self) -> "Searching":
        total = sum(share.value for share in self.turns.values())
        if total > 1 + 1e-9:
            raise ValueError(f"turns add up to {percent(total)}; make them 100 % at most")
        hours = self.hours.values if self.hours is not None else (1.0,) * 24
        if len(hours) != 24 or min(hours) < 0 or max(hours) <= 0:
            raise ValueError("hours needs 24 factors, none below 0 and not all 0")
        return self


class Since(Plain):
    """A share from a date on."""

    since: date
    share: Share


class Elsewhere(Plain):
    """A share needs no appointment (a document box): of those whose own site is `book`, or of everybody."""

    book: str | None = None
    stages: tuple[Since, ...] = Field(min_length=1)


class OnSite(Plain):
    """A remedy at the desk (a photo terminal): from a date on a share uses it, which takes longer; none of them is
    turned away."""

    since: date
    share: Share
    minutes: Amount


class TurnedAway(Plain):
    """A share comes in vain (without a digital photo), takes `minutes` of the desk, and `again` of them look for
    another appointment."""

    stages: tuple[Since, ...] = Field(min_length=1)
    minutes: Amount = Field(default_factory=lambda: Figure(value=3.0, derived="a short look at the papers"))
    again: Share = Field(default_factory=lambda: _all("everybody comes again unless given"))
    remedy: OnSite | None = None


class Booked(Plain):
    """A service whose people look for an appointment themselves (Anliegen mit Terminbuchung).

    `books` is a book, or books with weights: a person's own site is drawn by them, and `one_site` of the people accept
    no other. A visit takes `slots` consecutive ones.
    """

    kind: Literal["booked"]
    name: Name
    books: str | dict[str, Amount]
    one_site: Share = Field(default_factory=lambda: _none("any site will do unless given"))
    search: str = Field(description="id of a table under [searching]")
    minutes: Duration
    arrivals: Arrivals | None = None
    demand: Amount = Field(default_factory=lambda: _all("as given"))
    slots: int = Field(default=1, ge=1, le=25)
    channels: bool = Field(default=True, description="false: this service has no channels")
    priority: str | None = None
    elsewhere: Elsewhere | None = None
    turned_away: TurnedAway | None = None

    def sites(self) -> dict[str, float]:
        """Weight of each book as a person's own."""
        return {self.books: 1.0} if isinstance(self.books, str) else {k: v.value for k, v in self.books.items()}
