"""What the measures of desks, phones and heads say, in German and in English."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.results.words import Words

DESKS: Mapping[str, tuple[Words, Words]] = {
    "contacts_per_year": (
        Words(
            "Persönliche Kontakte im Jahr",
            "Begonnene persönliche Kontakte: Termine, Spontanbesuche, Abholungen, Beratungen; hochgerechnet auf "
            "365 Tage.",
            "Anrufe und Nachrichten; wer nicht erscheint.",
        ),
        Words(
            "Personal contacts a year",
            "Personal contacts begun: appointments, walk-ins, pick-ups, consultations; scaled to 365 days.",
            "Calls and messages; who does not show up.",
        ),
    ),
    "access_time": (
        Words(
            "Zeit bis zum Termin",
            "Kalendertage vom Terminwunsch, vom ersten Buchungsversuch oder von der Einladung bis zum Beginn des "
            "Termins, für im Lauf fällige Termine.",
            "Stornierte Termine; wer schon vor Beginn des Laufs wartete; wer keinen Termin bekam.",
        ),
        Words(
            "Access time",
            "Calendar days from the wish, the first try to book, or the invitation, to the start of the slot, for "
            "slots due in the run.",
            "Cancelled slots; who waited already before the run began; who got none.",
        ),
    ),
    "waiting_time": (
        Words(
            "Wartezeit vor Ort",
            "Minuten vom späteren Zeitpunkt aus Ankunft und gebuchter Uhrzeit bis zum Aufruf: Termine, "
            "Spontanbesuche und Schalter ohne Termin (Schlüssel way).",
            "Anrufe; Gespräche, die als Arbeitsvorrat eines Sachgebiets gewartet haben; wer nicht erscheint.",
        ),
        Words(
            "Waiting time",
            "Minutes from the later of arrival and booked time until called: appointments, walk-ins and counters "
            "without slots (key way).",
            "Calls; talks that waited as part of a team's work; who does not show up.",
        ),
    ),
    "waited_over_15_minutes": (
        Words(
            "Über 15 Minuten gewartet",
            "Anteil der Besuche mit mehr als 15 Minuten Wartezeit vor Ort.",
            "Wie bei der Wartezeit vor Ort.",
        ),
        Words(
            "Waited over 15 minutes",
            "Share of visits with a waiting time of more than 15 minutes.",
            "As for the waiting time.",
        ),
    ),
    "waited_over_30_minutes": (
        Words(
            "Über 30 Minuten gewartet",
            "Anteil der Besuche mit mehr als 30 Minuten Wartezeit vor Ort.",
            "Wie bei der Wartezeit vor Ort.",
        ),
        Words(
            "Waited over 30 minutes",
            "Share of visits with a waiting time of more than 30 minutes.",
            "As for the waiting time.",
        ),
    ),
    "utilisation": (
        Words(
            "Auslastung",
            "Bearbeitungsminuten durch offene Minuten der anwesenden, produktiven Stellen.",
            "Überstunden; nicht simulierte Sachgebiete.",
        ),
        Words(
            "Utilisation",
            "Busy minutes over open minutes of the heads present and productive.",
            "Overtime; teams that are not simulated.",
        ),
    ),
    "overtime": (
        Words(
            "Überstunden im Jahr",
            "Stunden, die Stellen nach Schließung arbeiten, hochgerechnet auf 365 Tage.",
            "Sachgebiete, die Arbeit bei Schließung niederlegen, haben keine.",
        ),
        Words(
            "Overtime a year",
            "Hours that heads work after closing, scaled to 365 days.",
            "Teams that put work down at closing have none.",
        ),
    ),
    "idle_by_no_show": (
        Words(
            "Leerzeit durch Nichterscheinen im Jahr",
            "Stunden, die Schalter nach einem versäumten Termin ohne Kunden sind, hochgerechnet auf 365 Tage.",
            "Leerlauf aus anderen Gründen.",
        ),
        Words(
            "Idle by no-show a year",
            "Hours that desks are without a customer after a missed slot, scaled to 365 days.",
            "Idle time for other reasons.",
        ),
    ),
    "calls_answered_in_20s": (
        Words(
            "Anrufe in 20 Sekunden angenommen",
            "Anteil aller Anrufversuche, die binnen 20 Sekunden angenommen wurden; Aufleger zählen im Nenner.",
            "Am Ende des Laufs noch Wartende.",
        ),
        Words(
            "Calls answered within 20 seconds",
            "Share of all call attempts answered within 20 seconds; those who hang up count in the denominator.",
            "Who is still waiting at the end of the run.",
        ),
    ),
    "calls_abandoned": (
        Words(
            "Aufgelegte Anrufe",
            "Anteil der Anrufversuche, die vor der Annahme aufgelegt wurden.",
            "Am Ende des Laufs noch Wartende.",
        ),
        Words(
            "Calls abandoned",
            "Share of call attempts hung up before they were answered.",
            "Who is still waiting at the end of the run.",
        ),
    ),
    "speed_of_answer": (
        Words(
            "Wartezeit am Telefon",
            "Sekunden bis zur Annahme, nur angenommene Anrufe.",
            "Aufgelegte Anrufe.",
        ),
        Words(
            "Speed of answer",
            "Seconds until the answer, answered calls only.",
            "Calls hung up.",
        ),
    ),
    "failure_demand": (
        Words(
            "Folgekontakte im Jahr",
            "Anrufe, Nachrichten und Besuche, die es nur gibt, weil jemand auf seinen Vorgang wartet oder keinen "
            "Termin findet; hochgerechnet auf 365 Tage.",
            "Aufgelegte Anrufe: sie zählen mit dem Anruf, der durchkommt, oder der Nachricht, die folgt.",
        ),
        Words(
            "Failure demand a year",
            "Calls, messages and visits that exist only because someone waits for an own case or finds no slot; scaled "
            "to 365 days.",
            "Calls hung up: they count with the call that comes through or the message that follows.",
        ),
    ),
}
