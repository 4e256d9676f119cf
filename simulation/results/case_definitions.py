"""What the measures of applications say, in German and in English."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.results.words import Words

OPEN_DE = "Am Ende des Laufs noch offene Vorgänge (zensiert); Dienstleistungen, in denen nichts entschieden wird."
OPEN_EN = "Cases still open at the end of the run (censored); services in which nothing is decided."

CASES: Mapping[str, tuple[Words, Words]] = {
    "decisions_per_year": (
        Words(
            "Entscheidungen im Jahr",
            "Erteilungen und Ablehnungen im Lauf, hochgerechnet auf 365 Tage; der Anfangsbestand zählt mit.",
            "Rücknahmen und Einstellungen.",
        ),
        Words(
            "Decisions a year",
            "Grants and refusals within the run, scaled to 365 days; the initial backlog counts.",
            "Withdrawals and cases closed without a decision.",
        ),
    ),
    "lead_time": (
        Words(
            "Durchlaufzeit",
            "Kalendertage vom Eingang des Antrags, bis die Karte übergeben oder der Vorgang sonst geschlossen "
            "ist; im Lauf geschlossene Vorgänge, Anfangsbestand eingeschlossen.",
            OPEN_DE + " Wer nur einen Termin sucht.",
        ),
        Words(
            "Lead time",
            "Calendar days from receiving the application until the card is handed over or the case is closed "
            "otherwise; cases closed in the run, initial backlog included.",
            OPEN_EN + " Who only looks for a slot.",
        ),
    ),
    "decision_time": (
        Words(
            "Zeit bis zur Entscheidung",
            "Kalendertage vom Eingang bis zur Erteilung oder Ablehnung; im Lauf entschiedene Vorgänge, "
            "Anfangsbestand eingeschlossen.",
            OPEN_DE,
        ),
        Words(
            "Time to the decision",
            "Calendar days from receiving the application to grant or refusal; cases decided in the run, initial "
            "backlog included.",
            OPEN_EN,
        ),
    ),
    "lead_time_by_owner": (
        Words(
            "Durchlaufzeit nach Verursacher",
            "Mittlere Kalendertage je geschlossenem Vorgang, die an einem Verursacher lagen: Sachgebiet "
            "ausgelastet, Sachgebiet geschlossen, in Arbeit, Kunde, Dritte, kein Termin, Kartenherstellung, "
            "Vorgeschichte. Je Sachgebiet: Tage, die ein Vorgang dort lag, gemittelt über die Vorgänge, die dort "
            "waren.",
            OPEN_DE,
        ),
        Words(
            "Lead time by owner",
            "Mean calendar days per closed case for which an owner is answerable: team busy, team closed, being "
            "worked on, customer, third party, no slot, card production, history. By team: days that a case lay "
            "there, over the cases that came there.",
            OPEN_EN,
        ),
    ),
    "backlog": (
        Words(
            "Rückstand",
            "Unentschiedene offene Vorgänge: im zeitlichen Mittel des Laufs und an seinem Ende. Ohne "
            "Entscheidungen im Szenario: offene Vorgänge.",
            "Dienstleistungen, in denen nichts entschieden wird; entschiedene Vorgänge, die auf Termin oder Karte"
            " warten.",
        ),
        Words(
            "Backlog",
            "Undecided open cases: time average over the run, and at its end. In a scenario without decisions: "
            "open cases.",
            "Services in which nothing is decided; decided cases that wait for a slot or a card.",
        ),
    ),
    "share_over_three_months": (
        Words(
            "Entscheidungen nach über drei Monaten",
            "Anteil der Entscheidungen im Lauf, die mehr als 91 Tage nach Eingang fielen (vgl. § 75 VwGO).",
            OPEN_DE,
        ),
        Words(
            "Decisions after more than three months",
            "Share of decisions in the run that came more than 91 days after receipt (cf. § 75 VwGO).",
            OPEN_EN,
        ),
    ),
    "open_share_over_three_months": (
        Words(
            "Offene älter als drei Monate",
            "Anteil der am Ende des Laufs unentschiedenen Vorgänge, die älter als 91 Tage sind.",
            "Entschiedene Vorgänge.",
        ),
        Words(
            "Open for more than three months",
            "Share of the cases undecided at the end of the run that are older than 91 days.",
            "Decided cases.",
        ),
    ),
    "titles_expired": (
        Words(
            "Titel vor der Entscheidung abgelaufen",
            "Anteil der Entscheidungen, vor denen der bisherige Titel ablief.",
            "Vorgänge ohne ablaufenden Titel; noch offene Vorgänge.",
        ),
        Words(
            "Titles that ran out before the decision",
            "Share of decisions before which the title held so far ran out.",
            "Cases without a title that runs out; cases still open.",
        ),
    ),
}
