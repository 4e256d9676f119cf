"""The whole of a scenario file, checked: every table, and that they fit together."""

from datetime import date
from typing import Annotated, Any

from pydantic import Discriminator, Field, StringConstraints, Tag

from simulation.scenario.calendar import ROUND_THE_CLOCK, Hours, OpeningHours
from simulation.scenario.figures import Amount, Figure, Plain, Reason
from simulation.scenario.office import (
    Ageing,
    Backlog,
    Book,
    Channel,
    Contact,
    FailureDemand,
    Id,
    Office,
    Priority,
    Service,
    Source,
    Team,
    Titles,
    Trait,
    Withdrawal,
)
from simulation.scenario.pages import Pages
from simulation.scenario.releases import Rules
from simulation.scenario.routes import Name, Route
from simulation.scenario.searching import Booked, Searching


def _kind(data: Any) -> str:
    kind = data.get("kind", "case") if isinstance(data, dict) else getattr(data, "kind", "case")
    return kind if isinstance(kind, str) else "case"


AnyService = Annotated[
    Annotated[Service, Tag("case")] | Annotated[Contact, Tag("contact")] | Annotated[Booked, Tag("booked")],
    Discriminator(_kind),
]


SourceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$")]


class Document(Plain):
    """A scenario file after its base and changes have been put together."""

    title: Name | None = None
    why: Reason | Name | None = None
    office: Office
    sources: dict[SourceId, Source] = Field(default_factory=dict, description="own sources, beside those that ship")
    hours: dict[Id, Hours] = Field(default_factory=dict)
    team_defaults: dict[str, Any] = Field(default_factory=dict, description="values for teams that give none")
    teams: dict[Id, Team]
    channels: dict[Id, Channel] = Field(default_factory=dict)
    traits: dict[Id, Trait] = Field(default_factory=dict)
    priorities: dict[Id, Priority] = Field(default_factory=dict)
    routes: dict[Id, Route] = Field(default_factory=dict)
    services: dict[Id, AnyService]
    releases: dict[Id, Rules] = Field(default_factory=dict, description="release rules that several books share")
    searching: dict[Id, Searching] = Field(default_factory=dict)
    books: dict[Id, Book] = Field(default_factory=dict)
    backlog: dict[Id, Backlog] = Field(default_factory=dict)
    failure_demand: FailureDemand | None = None
    titles: Titles | None = None
    ageing: Ageing | None = None
    withdrawal: Withdrawal | None = None
    goals: dict[Id, Amount] = Field(default_factory=dict)
    pages: Pages = Field(default_factory=Pages)
    demand: Amount = Field(default_factory=lambda: Figure(value=1.0, derived="arrivals as given"))
    incomplete: Amount = Field(default_factory=lambda: Figure(value=1.0, derived="incompleteness as given"))

    def route_of(self, service_id: str) -> Route:
        """The service's route with its own values of single steps in place."""
        return self._routes()[service_id]

    def _routes(self) -> dict[str, Route]:
        cache: dict[str, Route] | None = self.__dict__.get("_route_cache")
        if cache is None:
            cache = {key: merged_route(self, s) for key, s in self.services.items() if isinstance(s, Service)}
            self.__dict__["_route_cache"] = cache
        return cache

    def hours_named(self, hours: str | OpeningHours | None) -> OpeningHours:
        """Opening hours by their id, or as they stand; around the clock for None."""
        if hours is None:
            return ROUND_THE_CLOCK
        return self.hours[hours] if isinstance(hours, str) else hours

    def first_day(self) -> date:
        """The date of minute 0."""
        return self.office.starts


def merged_route(document: Document, service: Service) -> Route:
    """The route of a service: the steps of its route, each with the service's own values in place of the route's."""
    from pydantic import TypeAdapter

    route = document.routes[service.route]
    if not service.steps:
        return route
    merged: dict[str, Any] = {}
    for step_id, step in route.items():
        raw = step.model_dump(by_alias=True, exclude_unset=True)
        for key, value in service.steps.get(step_id, {}).items():
            raw[key] = (
                {**raw[key], **value} if key in ("request", "again", "invite") and isinstance(value, dict) else value
            )
        merged[step_id] = raw
    return TypeAdapter(Route).validate_python(merged)
