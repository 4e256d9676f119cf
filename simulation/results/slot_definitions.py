"""What the measures of slots say, in German and in English."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.results.words import Words

SLOTS: Mapping[str, tuple[Words, Words]] = {
    "slots_released": (
        Words(
            "Freigeschaltete Terminplätze",
            "Plätze mit Beginn im Lauf, die man buchen konnte oder die das Amt vergab; Anzahl im Lauf. Nach "
            "Dienstleistung und Zugangsweg: Plätze, die zuletzt dafür gebucht waren.",
            "Plätze, die nie freigeschaltet wurden, auch solche für Spontankunden.",
        ),
        Words(
            "Slots released",
            "Slots that start in the run and could be booked, or were given by the office; number in the run. By "
            "service and channel: slots that were last booked for it.",
            "Slots that were never released, those for walk-ins among them.",
        ),
    ),
    "slots_booked": (
        Words(
            "Gebuchte Terminplätze",
            "Freigeschaltete Plätze, die mindestens einmal gebucht wurden; Anzahl im Lauf. Ein Besuch über "
            "mehrere Plätze zählt jeden davon.",
            "Zweite und weitere Buchungen desselben Platzes: siehe wieder gebuchte Plätze.",
        ),
        Words(
            "Slots booked",
            "Released slots that were booked at least once; number in the run. A visit of several slots counts "
            "each of them.",
            "Second and further bookings of the same slot: see slots refilled.",
        ),
    ),
    "slots_kept": (
        Words(
            "Wahrgenommene Terminplätze",
            "Plätze, zu denen jemand kam; Anzahl im Lauf und Anteil an den freigeschalteten. Wahrgenommen, "
            "versäumt und ungenutzt ergeben zusammen die freigeschalteten.",
            "Spontankunden; Plätze, deren Besuch am Ende des Laufs noch aussteht.",
        ),
        Words(
            "Slots kept",
            "Slots to which somebody came; number in the run, and share of those released. Kept, missed and "
            "unused add up to those released.",
            "Walk-ins; slots whose visit is still to come at the end of the run.",
        ),
    ),
    "slots_unused": (
        Words(
            "Ungenutzte Terminplätze",
            "Freigeschaltete Plätze, die niemand hatte, als sie begannen: nie gebucht, oder abgesagt und nicht "
            "wieder gebucht; Anzahl im Lauf und Anteil an den freigeschalteten.",
            "Versäumte Termine.",
        ),
        Words(
            "Slots unused",
            "Released slots that nobody held when they began: never booked, or given back and not booked again; "
            "number in the run, and share of those released.",
            "Slots that were missed.",
        ),
    ),
    "slots_freed": (
        Words(
            "Frei gewordene Terminplätze",
            "Wie oft ein gebuchter Platz zurückgegeben wurde; Anzahl im Lauf.",
            "Versäumte Termine: sie werden nicht frei; Reservierungen, die verfielen.",
        ),
        Words(
            "Slots freed",
            "Times that a booked slot was given back; number in the run.",
            "Slots that were missed: they do not come free; reservations that lapsed.",
        ),
    ),
    "slots_refilled": (
        Words(
            "Wieder gebuchte Terminplätze",
            "Wie oft ein zurückgegebener Platz wieder gebucht wurde; Anzahl im Lauf und Anteil an den Rückgaben.",
            "Die erste Buchung eines Platzes.",
        ),
        Words(
            "Slots refilled",
            "Times that a slot given back was booked again; number in the run, and share of the times given back.",
            "The first booking of a slot.",
        ),
    ),
    "refill_time": (
        Words(
            "Zeit bis zur Wiederbuchung",
            "Stunden von der Rückgabe eines Platzes bis zur nächsten Buchung.",
            "Plätze, die nicht wieder gebucht wurden.",
        ),
        Words(
            "Refill time",
            "Hours from the giving-back of a slot until it is booked again.",
            "Slots that are not booked again.",
        ),
    ),
    "no_show_share": (
        Words(
            "Anteil nicht wahrgenommener Buchungen",
            "Anteil der nicht abgesagten Buchungen mit Termin im Lauf, zu denen niemand kam; ein Besuch über "
            "mehrere Plätze zählt einmal.",
            "Abgesagte Buchungen; Termine, die am Ende des Laufs noch ausstehen.",
        ),
        Words(
            "No-show share",
            "Share of the bookings not cancelled, for slots in the run, to which nobody came; a visit of several "
            "slots counts once.",
            "Bookings cancelled; visits still to come at the end of the run.",
        ),
    ),
    "cancelled_share": (
        Words(
            "Anteil abgesagter Buchungen",
            "Anteil der Buchungen mit Termin im Lauf, die zurückgegeben wurden; ein Besuch über mehrere Plätze "
            "zählt einmal.",
            "Versäumte Termine; Reservierungen, die verfielen.",
        ),
        Words(
            "Cancelled share",
            "Share of the bookings for slots in the run that were given back; a visit of several slots counts once.",
            "Slots that were missed; reservations that lapsed.",
        ),
    ),
    "third_next_available": (
        Words(
            "Dritter freier Termin",
            "Kalendertage von 12:00 Uhr eines offenen Tages bis zum dritten Platz, der dann angeboten wird: der "
            "erste und der zweite sind oft Zufall. Gezählt je Terminbuch und Tag, alle gleich gewichtet. Plätze, "
            "die nur eine Dienstleistung oder ein Zugangsweg buchen darf, zählen mit.",
            "Tage mit weniger als drei angebotenen Plätzen: siehe dort; Plätze, die das Amt vergibt.",
        ),
        Words(
            "Third next available",
            "Calendar days from 12:00 of an open day to the third slot that is on offer then: the first and "
            "second are often chance. Counted for each book and day, all with the same weight. Slots that one service "
            "or channel alone may book are included.",
            "Days with fewer than three slots on offer: see there; slots that the office gives.",
        ),
    ),
    "fewer_than_three_on_offer": (
        Words(
            "Weniger als drei Termine angeboten",
            "Anteil der offenen Tage, an denen um 12:00 Uhr weniger als drei Plätze angeboten waren, je Terminbuch. "
            "Plätze, die nur eine Dienstleistung oder ein Zugangsweg buchen darf, zählen mit.",
            "Tage am Ende des Laufs, an denen Plätze danach mitzählen würden; Plätze, die das Amt vergibt.",
        ),
        Words(
            "Fewer than three on offer",
            "Share of open days with fewer than three slots on offer at 12:00, for each book. Slots that one service "
            "or channel alone may book are included.",
            "Days near the end of the run, when slots after it would count; slots that the office gives.",
        ),
    ),
}
