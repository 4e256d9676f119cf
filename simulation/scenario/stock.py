"""The initial backlog (Anfangsbestand) shared out among the services whose routes have its places."""

from simulation.scenario.backlog import Backlog
from simulation.scenario.document import Document
from simulation.scenario.office import Service


def weights(document: Document, backlog: Backlog) -> dict[str, float]:
    """Weight of each service that can have some of the cases: as given, or its arrivals a year; all alike where none
    has any."""
    fitting = {
        key: service
        for key, service in document.services.items()
        if isinstance(service, Service) and any(place.of(document.route_of(key)) for place in backlog.places)
    }
    if isinstance(backlog.services, dict):
        return {key: backlog.services.get(key, 0.0) for key in fitting}
    by_volume = {
        key: service.arrivals.per_year_about() if service.arrivals else 0.0
        for key, service in fitting.items()
        if not backlog.services or key in backlog.services
    }
    return by_volume if any(by_volume.values()) else dict.fromkeys(by_volume, 1.0)


def shared_out(document: Document, backlog: Backlog) -> dict[str, int]:
    """Cases by service, in whole numbers that add up to all of them; largest remainders first."""
    parts, cases = weights(document, backlog), int(backlog.cases.value)
    total = sum(parts.values())
    if not total:
        return {}
    exact = {key: cases * weight / total for key, weight in parts.items()}
    counts = {key: int(part) for key, part in exact.items()}
    for key in sorted(exact, key=lambda k: counts[k] - exact[k])[: cases - sum(counts.values())]:
        counts[key] += 1
    return counts
