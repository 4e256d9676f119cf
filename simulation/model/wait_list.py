"""The wait list: who found nothing is told of a slot that comes free, one after the other."""

from typing import TYPE_CHECKING

from simulation.scenario.freed import WaitList

if TYPE_CHECKING:
    from simulation.model.market import Market
    from simulation.model.seeker import Seeker
    from simulation.model.world import World


class WaitingList:
    """Those who wait for a slot of a market, in the order in which they joined."""

    def __init__(self, world: "World", market: "Market") -> None:
        self._world, self._market = world, market
        self._rules = [world.document.books[key].freed for key in market.books]
        self._waiting: dict[tuple[int, int], Seeker] = {}
        self._answers = world.keyed("wait list", *market.books)
        market.offer_to_waiting = self.offer

    def join(self, seeker: "Seeker") -> None:
        """He is told when a slot comes free that suits him; until he has one, or gives up. Slots come free singly, so
        that nobody is told who needs several in a row."""
        if seeker.home.facts.slots == 1:
            self._waiting.setdefault((seeker.number, seeker.turn), seeker)

    def offer(self, row: int, nth: int) -> bool:
        """Offer a free slot to the first whom it suits; False when there is nobody."""
        market, now = self._market, self._world.clock._now
        rule = self._rules[market.book_of(row)]
        assert isinstance(rule, WaitList)
        told = self._first(row, now)
        if told is None:
            return False
        seeker, turn = told, told.turn
        del self._waiting[seeker.number, turn]
        luck, share, term = (
            self._answers.draw(seeker.person, seeker.looks),
            rule.answers.value,
            rule.answer_minutes.value,
        )
        answers = luck < share
        at = now + (term * luck / share if answers else term)

        def settle() -> None:
            then = self._world.clock._now
            if answers and seeker.turn == turn and self._suits(seeker, row, then):
                seeker.home.has_been_offered(seeker, row, nth, then)
            elif not self.offer(row, nth):
                market.put_back(row, nth)

        self._world.later(at, settle)
        return True

    def _first(self, row: int, now: float) -> "Seeker | None":
        gone, found = [], None
        for place, seeker in self._waiting.items():
            if seeker.turn != place[1]:
                gone.append(place)
            elif self._suits(seeker, row, now):
                found = seeker
                break
        for place in gone:
            del self._waiting[place]
        return found

    def _suits(self, seeker: "Seeker", row: int, now: float) -> bool:
        """Whether he may book the slot, and can come then."""
        market, (low, high) = self._market, seeker.home.bounds(seeker, now)
        in_time = market.until[row] > now and low <= market.starts[row] <= high
        return in_time and market.kind[row] in seeker.home.way(seeker)[3]
