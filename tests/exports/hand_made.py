"""A report put together by hand, for tests of the writers: two runs, two weekly series, four alternatives."""

from dataclasses import replace
from datetime import date, timedelta

from dashboard.exports.report import (
    Alternative,
    Asked,
    Assumption,
    Compared,
    Line,
    Measured,
    Report,
    StressItem,
    Weekly,
)

RUN, BASE = "63c8e8bf1dc2", "f912b0b6cdbc"
SAID = (
    ("Zeit bis zur Entscheidung", "Median, Tage", "days", 84.62, 42.31, -42.31, 3.1, "42 Tage kürzer", "39 bis 45"),
    ("Durchlaufzeit bis zur Karte", "Median, Tage", "days", 96.4, 71.9, -24.5, 2.0, "24 Tage kürzer", "23 bis 26"),
    ("Zeit bis zum Termin", "Median, Tage", "days", 12.1, 16.9, 4.8, 0.6, "4,8 Tage länger", "4,2 bis 5,4"),
    (
        "Länger als drei Monate",
        "Anteil der Entscheidungen",
        "share",
        0.3812,
        0.3497,
        -0.0315,
        0.003,
        "3,1 Punkte niedriger",
        "2,8 bis 3,4",
    ),
    ("Entscheidungen", "im Jahr", "cases", 32900.4, 33250.2, 349.8, 105.0, "350 mehr", "240 bis 450"),
    ("Persönliche Kontakte", "im Jahr", "contacts", 93750.0, 93810.0, 60.0, 220.0, "unklar", "−160 bis +280"),
    (
        "Wartezeit ohne Termin",
        "Mittel in Minuten",
        "minutes",
        30.9,
        36.0,
        5.1,
        0.8,
        "5,1 Minuten länger",
        "4,3 bis 5,9",
    ),
    ("Telefon", "in 20 s angenommen", "share", 0.801, 0.8, -0.001, 0.002, "kein Unterschied", "kleiner als 1 Punkt"),
    (
        "Rückstand am Ende",
        "unentschiedene Vorgänge",
        "cases",
        9120.0,
        8410.0,
        -710.0,
        160.0,
        "710 weniger",
        "550 bis 870",
    ),
)
TONES = ("better", "better", "worse", "better", "better", "unclear", "worse", "none", "better")
BETTER_UP = ("cases", "contacts")


def made(lang: str = "de", weeks: int = 53) -> Report:
    """Four more heads in family stays against the office as it is."""
    compared = tuple(
        Compared(
            measure=f"measure_{i}",
            statistic="median",
            group=("", ""),
            title=title,
            sub=sub,
            unit=unit,
            before=before,
            after=after,
            difference=difference,
            low=difference - half,
            high=difference + half,
            before_shown=shown(before, unit),
            after_shown=shown(after, unit),
            said=said,
            interval=interval,
            tone=tone,
        )
        for i, ((title, sub, unit, before, after, difference, half, said, interval), tone) in enumerate(
            zip(SAID, TONES, strict=True)
        )
    )
    measures = tuple(
        Measured(
            one.measure,
            one.statistic,
            group,
            name,
            one.title,
            one.unit,
            one.after,
            one.after - 1.5,
            one.after + 1.5,
            one.after_shown,
            "zwischen den Läufen wenig",
        )
        for one in compared
        for group, name in ((("", ""), "Ganzes Amt"), (("team", "family"), "Familiäre Aufenthalte"))
    )
    lines = tuple(
        Line(series, run, title, unit, scenario)
        for series, title, unit in (
            ("backlog", "Rückstand, Vorgänge", "cases"),
            ("access", "Zeit bis zum Termin, Tage", "days"),
        )
        for run, scenario in ((RUN, "Familiäre Aufenthalte +4"), (BASE, "Ausländerbehörde 2025"))
    )
    return Report(
        asked=Asked(RUN, BASE, lang=lang),
        title="Familiäre Aufenthalte +4",
        office="Kommunale Ausländerbehörde",
        question="Was ändert sich, wenn das Sachgebiet Familiäre Aufenthalte 24 statt 20 Stellen hat?",
        findings=(
            "Vier Stellen mehr in Familiäre Aufenthalte bringen dort die Entscheidung **42 Tage früher, 39 bis 45**.",
            "Wer ohne Termin kommt, **wartet 5,1 Minuten länger**, 4,3 bis 5,9.",
            "Bei den persönlichen Kontakten ist der Unterschied **unklar**: Er kann Zufall sein.",
        ),
        verdict="better",
        scope="Familiäre Aufenthalte +4 gegen Ausländerbehörde 2025, 5 Replikationen, 17. März 2025 bis 16. März 2026",
        created="2026-11-20T17:21:22+00:00",
        link=f"http://127.0.0.1:8050/reports?run={RUN}&against={BASE}&lang={lang}",
        command="terminwerk run immigration-2025 --set teams.family.heads=24 --against immigration-2025",
        key_figures=tuple(measures[i] for i in (0, 4, 8, 12)),
        measures=measures,
        compared=compared,
        lines=lines,
        weekly=tuple(week for line in lines for week in run_of(line, weeks)),
        alternative_heads=(
            "Zeit bis zur Entscheidung (Median, Tage)",
            "Länger als drei Monate",
            "Entscheidungen im Jahr",
        ),
        alternatives=(
            Alternative(
                BASE,
                "Ausländerbehörde 2025",
                "Wie es ist",
                ("85", "38 %", "32.900"),
                (84.62, 0.381, 32900.4),
                is_base=True,
            ),
            Alternative(
                RUN,
                "Familiäre Aufenthalte +4",
                "Vier Stellen mehr",
                ("42", "35 %", "33.250"),
                (42.31, 0.3497, 33250.2),
                is_this=True,
            ),
            Alternative(
                "1ce54cf59f84",
                "Alle Stellen besetzt",
                "Keine freie Stelle",
                ("57", "28 %", "34.040"),
                (57.2, 0.281, 34040.0),
            ),
            Alternative(
                "0c0ffee00c0f",
                "Digitale Anträge 85 %",
                "Mehr Anträge kommen online",
                ("80", "37 %", "–"),
                (80.1, 0.37, None),
            ),
        ),
        assumptions=tuple(assumption(i) for i in range(120)),
        method=(
            "Jede Person, jeder Antrag und jeder Termin wird einzeln durchgespielt.",
            "Beide Szenarien treffen auf dieselben Menschen an denselben Tagen.",
            "Ein Intervall gilt zu 95 %, gepaart nach Replikation.",
            "Ein Unterschied, dessen Intervall die Null enthält, heißt unklar.",
            "Zahlen ohne veröffentlichte Quelle sind Annahmen mit Grund und Grenzen.",
        ),
        stress_des=tuple(StressItem(f"{i}", "Ziele", f"Frage {i}", "Eine Antwort. " * 12) for i in range(1, 21)),
        data=(
            ("Lauf", RUN),
            ("Vergleich", BASE),
            ("Startwert", "1"),
            ("Replikationen", "5"),
            ("Szenario", "sha256:" + "0a1b" * 16),
            ("Version des Modells", "5"),
            ("Gerechnet am", "20. November 2026"),
        ),
    )


def alone(lang: str = "de") -> Report:
    """One run with one replication: nothing to compare with, no interval."""
    report = made(lang)
    return replace(
        report,
        asked=Asked(RUN, lang=lang),
        verdict="alone",
        findings=("Die Hälfte der Entscheidungen fällt nach **42 Tagen** oder früher.",),
        measures=tuple(
            replace(one, low=None, high=None, range="ein Lauf allein hat keine Spanne") for one in report.measures
        ),
        key_figures=tuple(
            replace(one, low=None, high=None, range="ein Lauf allein hat keine Spanne") for one in report.key_figures
        ),
        compared=(),
        lines=tuple(one for one in report.lines if one.run == RUN),
        weekly=tuple(one for one in report.weekly if one.run == RUN),
        alternatives=tuple(one for one in report.alternatives if one.is_this),
    )


def shown(value: float, unit: str) -> str:
    """As the screen shows it in German, roughly."""
    if unit == "share":
        return f"{100 * value:.0f}\u00a0%"
    return f"{value:,.0f}".replace(",", ".") if value > 1000 else f"{value:.1f}".replace(".", ",")


def run_of(line: Line, weeks: int) -> list[Weekly]:
    start, slope = (9000.0, -40.0) if line.series == "backlog" else (12.0, 0.1)
    slope *= 1.0 if line.run == RUN else 0.4
    wide = start / 20
    return [
        Weekly(
            line.run,
            line.series,
            i,
            date(2025, 3, 17) + timedelta(weeks=i),
            start + slope * i,
            start + slope * i - wide * min(i, 10) / 10,
            start + slope * i + wide * min(i, 10) / 10,
        )
        for i in range(weeks)
    ]


def assumption(i: int) -> Assumption:
    origin, kind = (("veröffentlicht", "published"), ("abgeleitet", "derived"), ("angenommen", "assumed"))[i % 3]
    return Assumption(
        f"teams.family.number_{i}",
        f"Familiäre Aufenthalte: Zahl {i}",
        "4,5" if i % 2 else "20",
        "Stellen",
        origin,
        kind,
        "15" if kind == "assumed" else "",
        "25" if kind == "assumed" else "",
        "149 Stellen ohne Namen, nach Last verteilt; weil das Amt seinen Stellenplan nicht veröffentlicht.",
    )
