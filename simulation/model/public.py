"""The people who look for appointments: what each brings, drawn for a whole group before anybody looks."""

from typing import TYPE_CHECKING

import numpy as np

from simulation.model.draws import Codes, Column, Dice, codes, column
from simulation.scenario.calendar import DAY

if TYPE_CHECKING:
    from simulation.model.seekers import Seekers

KNOWS, SAME_DAY, MORNING, AFTERNOON, BOT, ONE_SITE, WAITS = (1 << bit for bit in range(7))
"""Habits of a person, one bit each."""


class People:
    """What the people of one service and layer bring with them, drawn before anybody looks; lists run by person."""

    def __init__(self, seekers: "Seekers", layer: str, n: int) -> None:
        facts, search, world = seekers.facts, seekers.search, seekers.world
        dice = Dice(world.seed, (seekers.key, layer), n, world.shape)
        self.key = world.people_key(seekers.key, layer)
        self.minutes: Column = column(dice.minutes("minutes", facts.minutes))
        self.late: Column | None = (
            column(dice.offsets("punctuality", search.punctuality)) if search.punctuality else None
        )
        self.furthest: Column | None = (
            column(dice.amounts("furthest lead", search.furthest_days) * DAY) if search.furthest_days else None
        )
        self.patience: Column | None = (
            column(dice.amounts("patience", search.patience_days) * DAY) if search.patience_days else None
        )
        habits = np.zeros(n, dtype=np.int64)
        for bit, purpose, share in (
            (KNOWS, "knows", search.knows), (SAME_DAY, "same day", search.same_day), (BOT, "bot", search.bots),
            (ONE_SITE, "one site", facts.one_site), (WAITS, "wait list", search.wait_list),
        ):  # fmt: skip
            habits |= bit * (dice.uniforms(purpose) < share.value)
        particular = dice.uniforms("part of the day") >= search.earliest.value
        morning = dice.uniforms("morning") < search.mornings.value
        habits |= MORNING * (particular & morning) | AFTERNOON * (particular & ~morning)
        self.habits: Codes = codes(habits)
        sites = np.cumsum(list(facts.sites().values()))
        place = np.searchsorted(sites / max(sites[-1], 1e-12), dice.uniforms("site"), side="right")
        self.site: Codes = codes(np.minimum(place, len(sites) - 1))
        shares = [channel.share.value for channel in world.document.channels.values()]
        if shares and facts.channels:
            number = np.searchsorted(np.cumsum(shares), dice.uniforms("channel"), side="right")
            self.channel: Codes = codes(np.minimum(number, len(shares) - 1))
        else:
            self.channel = codes(np.full(n, -1))
