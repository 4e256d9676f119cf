"""What the measures of people who search say, in German and in English."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.results.words import Words

SEARCHES: Mapping[str, tuple[Words, Words]] = {
    "search_success": (
        Words(
            "Erfolg der Terminsuche",
            "Je Versuch: Anteil der Suchen im Lauf, die einen passenden Platz fanden; er misst vor allem "
            "Ausdauer. Je Person: Anteil der Menschen, die überhaupt einen fanden und die Reservierung nicht verfallen "
            "ließen. Nach Art der Suche (way) zählt eine Person mit ihrer ersten.",
            "Wer am Ende des Laufs noch sucht; wer keinen Termin braucht (Dokumentenbox).",
        ),
        Words(
            "Search success",
            "Per try: share of the looks in the run that found a slot that fits; it measures persistence above "
            "all. Per person: share of the people who found one at all and did not let the reservation lapse. By way "
            "of looking, a person counts with the first one.",
            "Who still searches at the end of the run; who needs no slot (document box).",
        ),
    ),
    "demand_lost": (
        Words(
            "Verlorene Nachfrage",
            "Menschen, die die Suche aufgaben: Anzahl der Wünsche aus dem Lauf, und Anteil an den "
            "abgeschlossenen. Zurückgezogen und ausgeblieben stehen daneben und zählen hier nicht.",
            "Wünsche, die am Ende des Laufs noch offen sind, im Anteil; wer schon vor Beginn suchte; wen das Amt "
            "einlädt: findet es keinen Platz, bleibt der Vorgang offen und wartet.",
        ),
        Words(
            "Demand lost",
            "People who gave up searching: number of the wishes of the run, and share of those that have ended. "
            "Withdrawn and stayed away stand beside it and do not count here.",
            "In the share, wishes still open at the end of the run; who searched already before it began; whom the "
            "office invites: without a slot the case stays open and waits.",
        ),
    ),
    "withdrawn": (
        Words(
            "Zurückgezogen",
            "Menschen, die ihren Termin absagten und nicht weiter suchen: Anzahl, und Anteil an den "
            "abgeschlossenen Wünschen.",
            "Wünsche, die am Ende des Laufs noch offen sind, im Anteil; wer schon vor Beginn suchte.",
        ),
        Words(
            "Withdrawn",
            "People who gave their slot back and do not look again: number, and share of the wishes that have ended.",
            "In the share, wishes still open at the end of the run; who searched already before it began.",
        ),
    ),
    "stayed_away": (
        Words(
            "Ausgeblieben",
            "Menschen, die ihren Termin versäumten und nicht wiederkommen: Anzahl, und Anteil an den "
            "abgeschlossenen Wünschen.",
            "Wünsche, die am Ende des Laufs noch offen sind, im Anteil; wer schon vor Beginn suchte.",
        ),
        Words(
            "Stayed away",
            "People who missed their slot and do not come again: number, and share of the wishes that have ended.",
            "In the share, wishes still open at the end of the run; who searched already before it began.",
        ),
    ),
    "looks_per_person": (
        Words(
            "Suchen je Person",
            "Wie oft eine Person im Mittel nach einem Termin sieht, erneutes Suchen eingeschlossen.",
            "Wer am Ende des Laufs noch sucht; wer keinen Termin braucht.",
        ),
        Words(
            "Looks a person",
            "How often a person looks for a slot on average, searching again included.",
            "Who still searches at the end of the run; who needs no slot.",
        ),
    ),
    "access_time_offered": (
        Words(
            "Zeit bis zum angebotenen Termin",
            "Kalendertage vom Terminwunsch bis zum ersten passenden Platz, der bei der ersten erfolgreichen "
            "Suche angeboten war; wer einen späteren wählt, wartet länger als hier.",
            "Wer keinen fand; Plätze, die das Amt vergibt.",
        ),
        Words(
            "Access time offered",
            "Calendar days from the wish to the first slot that fits and was on offer at the first look that "
            "found one; who chooses a later one waits longer than this.",
            "Who found none; slots that the office gives.",
        ),
    ),
    "race_share": (
        Words(
            "Wer das Rennen um neue Plätze gewinnt",
            "Anteil der Plätze der wichtigsten Freischaltung (der Regel, die in ihrem Terminbuch die meisten "
            "Plätze freischaltet), die zuerst an Menschen mit dieser Art der Suche gingen: in der ersten Minute, "
            "später nach der Freischaltung, irgendwann am Tag, mit einem Programm, von der Warteliste.",
            "Plätze, die niemand buchte oder die vor dem Lauf freigeschaltet wurden.",
        ),
        Words(
            "Who wins the race for new slots",
            "Share of the slots of the main release (the rule that releases most slots of its book) that went "
            "first to people who look in this way: within the first minute, later after the release, some time "
            "of the day, by a program, from the wait list.",
            "Slots that nobody booked, or that were released before the run.",
        ),
    ),
    "query_contacts": (
        Words(
            "Kontakte wegen erfolgloser Suche",
            "Anrufe, Nachrichten und Besuche von Menschen, die online keinen Termin fanden; Anzahl im Lauf. Sie "
            "sind in den Folgekontakten enthalten.",
            "Aufgelegte Anrufe; Ämter, in denen niemand selbst sucht.",
        ),
        Words(
            "Contacts after failed searches",
            "Calls, messages and visits of people who found no slot; number in the run. Failure demand holds them too.",
            "Calls hung up; offices in which nobody searches.",
        ),
    ),
    "adhoc_queue": (
        Words(
            "Besuche ohne Termin",
            "Wartezeit der Besuche ohne Termin in Minuten, wie viele kamen, und welcher Anteil abgewiesen wurde, "
            "weil die Plätze des Tages vergeben waren.",
            "Besuche mit Termin und an Schaltern, die keine Termine haben.",
        ),
        Words(
            "Visits without appointment",
            "Waiting time of visits without an appointment in minutes, how many came, and which share was turned "
            "away because the places of the day were taken.",
            "Visits by appointment, and counters without slots.",
        ),
    ),
}
