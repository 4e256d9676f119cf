"""Random streams by name: the same names give the same numbers, other names others, on any machine."""

import numpy as np

from simulation.model.streams import Keyed, key_of, stream


def test_a_stream_is_known_by_its_seed_and_names():
    same, again = stream(1, "arrivals", "call").random(5), stream(1, "arrivals", "call").random(5)
    assert (same == again).all()
    for other in (stream(2, "arrivals", "call"), stream(1, "arrivals", "visit"), stream(1, "arrivalscall")):
        assert not np.isin(other.random(5), same).any()


def test_names_do_not_run_together():
    assert key_of(1, "ab", "c") != key_of(1, "a", "bc")


def test_a_counted_draw_depends_on_nothing_but_person_and_count():
    luck = Keyed(7, "retry")
    later, first = luck.draw(11, 3), luck.draw(11, 0)
    assert (luck.draw(11, 3), luck.draw(11)) == (later, first)
    assert later != first != luck.draw(12) and Keyed(8, "retry").draw(11) != first


def test_counted_draws_are_uniform_and_independent():
    luck = Keyed(7, "retry")
    table = np.array([[luck.draw(person, n) for n in range(20)] for person in range(5000)])
    assert abs(table.mean() - 0.5) < 0.005 and abs(table.var() - 1 / 12) < 0.002
    counts = np.histogram(table, bins=20, range=(0, 1))[0]
    assert ((counts - 5000) ** 2 / 5000).sum() < 45, "chi square, 19 degrees of freedom"
    links = np.corrcoef(table.T) - np.eye(20)
    assert abs(links).max() < 0.07
    assert abs(np.corrcoef(table[:-1, 0], table[1:, 0])[0, 1]) < 0.05


def test_neighbouring_seeds_have_nothing_in_common():
    one, two = (np.array([Keyed(seed, "x").draw(person) for person in range(5000)]) for seed in (1, 2))
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.05
    assert abs(np.corrcoef(stream(1, "x").random(5000), stream(2, "x").random(5000))[0, 1]) < 0.05


def test_a_counted_exponential_has_its_mean():
    luck = Keyed(7, "wait")
    draws = [luck.exponential(person, 42.0) for person in range(20_000)]
    assert abs(np.mean(draws) - 42) < 1.5 and abs(np.std(draws) - 42) < 2
