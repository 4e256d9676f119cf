"""The texts of the STRESS-DES sheet: number, what is asked, what holds here.

What holds is three texts: of offices with applications, of offices where people search ("" says the same), of a run
that is held against nothing ("" says the same).
"""

from __future__ import annotations

from dashboard.words import N_

SECTIONS = {
    "1": N_("Objectives"),
    "2": N_("Logic"),
    "3": N_("Data"),
    "4": N_("Experimentation"),
    "5": N_("Implementation"),
    "6": N_("Access to the model"),
}

ITEMS: tuple[tuple[str, str, tuple[str, str, str]], ...] = (
    ("1.1", N_("Purpose of the model"), (N_("{office}: {question} Scenario: {why}."), "", "")),
    (
        "1.2",
        N_("Outputs of the model"),
        (
            N_(
                "{measures}, and all other measures of the run; each has its formula, unit and who is excluded in the "
                "dictionary of measures (page Sources)."
            ),
            "",
            "",
        ),
    ),
    (
        "1.3",
        N_("Aims of experimentation"),
        (
            N_("Comparison of “{title}” with “{base}”, replication by replication."),
            "",
            N_("Forecast of “{title}” alone; no comparison."),
        ),
    ),
    (
        "2.1",
        N_("Overview of the base model"),
        (
            N_(
                "Application received → queue of the team → check of documents, requests and reminders → decision → "
                "invitation → appointment → card made and handed over. Calls, messages and visits run beside it."
            ),
            N_(
                "Wish for an appointment → looks at the calendar → booking → cancelled, missed or kept → wait at the "
                "office → desk. Slots come on offer by release rules; who finds none gives up, calls or writes."
            ),
            "",
        ),
    ),
    (
        "2.2",
        N_("Logic of the base model"),
        (
            N_(
                "Each service takes a route, a table of steps in the scenario file. Work is done in opening hours by "
                "heads that are present, by priority class and then oldest first; what closing time cuts off goes on "
                "next morning."
            ),
            N_(
                "Each book offers its week plan by release rules at their clock times. People look again after a drawn "
                "time until they find a slot or their patience ends; slots that are given back are offered again."
            ),
            "",
        ),
    ),
    (
        "2.3",
        N_("Logic of the scenario"),
        (
            N_("Named changes of the base, nothing else. It counts with {changes}."),
            "",
            N_("The scenario as it stands in its file. Against its base it counts with {changes}."),
        ),
    ),
    (
        "2.4",
        N_("Algorithms"),
        (
            N_(
                "Arrivals are Poisson with profiles by month, weekday and hour; handling times and delays are drawn "
                "from the distributions of the scenario file. Times to the decision by quarter are Kaplan-Meier "
                "estimates, with open cases censored."
            ),
            N_(
                "Arrivals are Poisson with profiles by month, weekday and hour; looks, cancellations and no-shows are "
                "drawn for each person. Who takes which slot is decided in the order of the looks, to the minute."
            ),
            "",
        ),
    ),
    (
        "2.5",
        N_("Components: entities, activities, resources, queues, entry and exit"),
        (
            N_(
                "Entities: cases and contacts of {services}. Activities: the steps of the routes. Resources: {heads} "
                "heads in the teams {teams}; the slots of {books}. Queues: one a team, and the books. They enter with "
                "their receipt and leave with the decision and the card, or refused, withdrawn or given up."
            ),
            N_(
                "Entities: people with wishes for {services}. Activities: looking, booking, coming, being served. "
                "Resources: {heads} heads in the teams {teams}; the slots of {books}. Queues: at the office and on the "
                "phone. They enter with their wish and leave served, lost, withdrawn or after staying away."
            ),
            "",
        ),
    ),
    (
        "3.1",
        N_("Sources of data"),
        (
            N_("{all} numbers, each with its origin: {origins}. All stand in the workbook and on the page Sources."),
            "",
            "",
        ),
    ),
    (
        "3.2",
        N_("Preparation of data"),
        (
            N_(
                "Published totals are used as they are; what is derived states its arithmetic, what is calibrated was "
                "set so that published totals close. No data on persons are used."
            ),
            "",
            "",
        ),
    ),
    (
        "3.3",
        N_("Input parameters"),
        (N_("All are in the scenario with the hash {hash}…; those that matter most stand under Assumptions."), "", ""),
    ),
    (
        "3.4",
        N_("Assumptions"),
        (
            N_(
                "Assumed and calibrated numbers carry a low and a high value with the reason. Readings that "
                "the sources "
                "leave open are listed on the page Sources."
            ),
            "",
            "",
        ),
    ),
    (
        "4.1",
        N_("Initialisation"),
        (
            N_(
                "The run starts loaded with the backlog of the first day, its ages and stages; it is a terminating run "
                "and needs no warm-up."
            ),
            N_(
                "The run starts with the slots that were released before and a share of them taken; nobody is "
                "searching "
                "on the first day. It is a terminating run and needs no warm-up."
            ),
            "",
        ),
    ),
    ("4.2", N_("Length of a run"), (N_("{days} days, from {first} to {last}."), "", "")),
    (
        "4.3",
        N_("Estimation"),
        (
            N_(
                "{n} pairs of replications (stopping rule: {stop}) with common random numbers; 95 % intervals by "
                "Student's t over the differences of whole replications."
            ),
            "",
            N_("{n} replications (stopping rule: {stop}); 95 % intervals by Student's t over whole replications."),
        ),
    ),
    ("5.1", N_("Software"), (N_("Terminwerk, model version {model}: {versions}."), "", "")),
    (
        "5.2",
        N_("Random sampling"),
        (
            N_(
                "numpy Philox with a stream of its own for each purpose and class, first seed {seed}. What "
                "belongs to a "
                "case is drawn when it is born, so that every scenario meets the same people."
            ),
            "",
            "",
        ),
    ),
    (
        "5.3",
        N_("Execution of the model"),
        (
            N_(
                "Event by event with SimPy. Events of the same moment keep the order in which they were made. One "
                "replication is one task; the same scenario and seed give the same tables, bit by bit."
            ),
            "",
            "",
        ),
    ),
    (
        "5.4",
        N_("System"),
        (
            N_(
                "Any computer with these versions; neither the number of processes nor their order changes a figure. "
                "Times of computing are not part of the results."
            ),
            "",
            "",
        ),
    ),
    ("6.1", N_("Sharing the model"), (N_("Run {run}, computed again by: {command}"), "", "")),
)
