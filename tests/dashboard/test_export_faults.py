"""Why a report cannot be had is said in the reader's language, with the values that matter."""

import shutil

import pytest

from dashboard.exports.errors import ExportError
from dashboard.exports.report import Asked
from dashboard.exports.reporting import report
from dashboard.shelf import Shelf
from dashboard.words import Words
from dashboard.words.export_faults import FAULTS, export_fault
from simulation.results import StoreError
from simulation.scenario import changed, load

SAID = [
    ("run 0123456789ab: there is no such run; terminwerk runs lists those that are", "keinen Lauf 0123456789ab"),
    ("run 0a: is still going, 3 of 10 replications are there; export it when it is finished", "3 von 10"),
    ("run 0a: was failed, 3 of 10 replications are there; ask again: what is there is kept", "wurde angehalten"),
    ("run 0a: begins with seed 2 in version 2, run 0b with seed 1 in version 2, so their replications make no pairs; "
     "ask both with the same seed", "0b mit 1 in 2"),
    ("run 0a: is of another office than run 0b; name runs of one office", "einem anderen Amt als der Lauf 0b"),
    ("run 0a: is of 35 days from 2025-03-17, run 0b of 14 days from 2025-02-03, so they do not meet the same people; "
     "name runs of the same days", "35 Tage ab 17.03.2025"),
    ("immigration-2025: is of another office than citizen-2025; compare two of one office",
     "„immigration-2025“ ist von einem anderen Amt"),
    ("Weeks: is of 35 days from 2025-03-17, Reorganisation of 365 days from 2025-03-17, so they do not meet the same "
     "people; compare two of the same days", "„Reorganisation“ 365 Tage ab 17.03.2025"),
    ("group team=nobody: run 0a has no such team; there are family",
     "Gruppe nobody (team) gibt es darin nicht; es gibt: family"),
    ("group pool=counter: cases have no such key; choose team, service or channel", "nicht nach pool gezählt"),
    ("group team=family: duckdb holds the whole run; leave it out, or choose a table", "duckdb enthält den ganzen"),
    ("replication 3: cases has all of them; choose an event log", "Wiederholung 3: cases enthält alle"),
    ("replication 9: is not there, there are 1 to 3, 0 is all of them", "Eine Wiederholung 9 gibt es"),
    ("separator ,: is the decimal comma, too; choose ; or tab, or the decimal point", "Das Komma kann nicht"),
    ("separator ;: xes has none; leave it out, or choose csv", "xes hat weder"),
    ("decimal '!': is none; there are . and ,", "trennt hier nichts"),
    ("table 'x': there is no such table; there are measures, weeks", "Eine Tabelle 'x' gibt es nicht"),
    ("table cases: pdf holds no single table; choose one of csv, parquet, arrow", "pdf enthält keine einzelne Tabelle"),
    ("table differences: needs a run to hold it against; name it with --against", "Unterschiede brauchen"),
    ("export.pdf: the disk is full, nothing was written; make room in the folder", "Platte des Servers ist voll"),
    ("run 0a › cases-1.parquet: is damaged: its content is not what was published; delete the run", "cases-1.parquet"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "said"), SAID)
def test_a_fault_is_said_in_german_and_in_plain_english(error, said):
    german, english = (export_fault(Words(lang), ExportError(*error.split(": ", 1))) for lang in ("de", "en"))
    assert said in german and german != english
    assert "--" not in english and "terminwerk" not in english


def test_every_fault_of_the_list_is_told_once():
    assert len(SAID) == len(FAULTS)


def test_what_is_not_known_stays_as_it_was_said():
    assert export_fault(Words("de"), StoreError("something else")) == "something else"


def test_the_faults_that_reports_have_are_those_of_the_list(store, tmp_path):
    folder = shutil.copytree(store, tmp_path / "store")
    shelf = Shelf(folder)
    run = shelf.store.runs()[0].run
    entry = shelf.ask(changed(load("immigration-2025"), {"teams.family.heads": 21}), None, 3, "me")
    for asked in (
        Asked("0123456789ab"),
        Asked("../../etc"),
        Asked(entry.run),
        Asked(run, against="0123456789ab"),
        Asked(run, group=("team", "nobody")),
    ):
        with pytest.raises((ExportError, StoreError)) as caught:
            report(shelf, asked)
        assert export_fault(Words("de"), caught.value) != str(caught.value), caught.value
    file = next((folder / "runs" / run).glob("measures-*.parquet"))
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.unlink()
    file.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        report(Shelf(folder), Asked(run))
    assert file.name in export_fault(Words("de"), caught.value) != str(caught.value)
