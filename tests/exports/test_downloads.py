"""Downloads of reports and data from the pages: the bytes of the command, a sensible name, words when it fails."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import app
from dashboard.shelf import Shelf
from simulation.study.questions import Question, Replications
from tests.exports.kept import invented, keep, written
from tests.study.stub import desk

Kept = tuple[Shelf, str]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory.mktemp("kept") / "store", invented(1), invented(2))


@pytest.fixture
def client(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The server, with a folder of its own for what it makes on the way."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return app.create(kept[0].path, shelf=kept[0]).server.test_client()


@pytest.mark.parametrize(
    ("format", "query", "chosen", "name"),
    [
        ("csv", "lang=en", {"lang": "en"}, "demo-{run}.csv"),
        ("csv", "lang=de&table=cases&separator=tab", {"table": "cases", "separator": "tab"}, "demo-{run}-cases.csv"),
        ("parquet", "table=events&replication=0", {"table": "events", "replication": 0}, "demo-{run}-events.parquet"),
        ("arrow", "table=capacity&group=team:family", {"table": "capacity", "group": ("team", "family")},
         "demo-{run}-capacity.arrow"),
        ("duckdb", "table=cases", {}, "demo-{run}.duckdb"),
        ("xes", "", {}, "demo-{run}.xes"),
    ],
)  # fmt: skip
def test_a_download_is_the_file_of_the_command_and_leaves_nothing_on_the_disk(
    client: FlaskClient, kept: Kept, tmp_path: Path, format: str, query: str, chosen: dict, name: str
) -> None:
    answer = client.get(f"/download/report/{kept[1]}.{format}?{query}")
    assert answer.status_code == 200
    content = answer.get_data()
    answer.close()
    assert name.format(run=kept[1]) in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].isascii() and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert list(tmp_path.iterdir()) == []
    assert content == written(kept, tmp_path / "file", format, **chosen).read_bytes()


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("RUN.docx", 404, ""),
        ("0123456789ab.csv", 404, "Es gibt keinen Lauf 0123456789ab."),
        ("%2e%2e.csv?lang=en", 404, "There is no run .."),
        ("RUN.csv?table=people", 422, "Eine Tabelle 'people' gibt es nicht"),
        ("RUN.csv?separator=|", 422, "'|' trennt hier nichts"),
        ("RUN.csv?group=team:nobody", 422, "Die Gruppe nobody (team) gibt es darin nicht; es gibt: "),
        ("RUN.csv?against=0123456789ab", 404, "Es gibt keinen Lauf 0123456789ab."),
        ("RUN.xes?replication=x", 422, "Gezählt wird ab 1; 0 steht für alle"),
        ("RUN.xes?replication=9", 422, "Eine Wiederholung 9 gibt es darin nicht"),
        ("RUN.csv?table=cases&replication=2", 422, "cases enthält alle"),
        ("RUN.duckdb?group=team:family", 422, "duckdb enthält den ganzen Lauf"),
        ("RUN.csv?table=differences&against=-", 422, "Unterschiede brauchen einen Lauf"),
    ],
)
def test_what_cannot_be_had_is_said_in_words(
    client: FlaskClient, kept: Kept, path: str, status: int, said: str
) -> None:
    answer = client.get("/download/report/" + path.replace("RUN", kept[1]))
    assert answer.status_code == status
    assert said in answer.text and "Traceback" not in answer.text
    assert status == 404 or answer.mimetype == "text/plain"


def test_no_ranges_are_promised_where_none_are_answered(client: FlaskClient, kept: Kept) -> None:
    with client.get(f"/download/report/{kept[1]}.csv", headers={"Range": "bytes=0-9"}) as answer:
        assert answer.status_code == 200 and answer.headers.get("Accept-Ranges", "none") == "none"


def test_a_run_under_way_and_a_damaged_one_have_their_own_words(tmp_path: Path) -> None:
    shelf, run = keep(tmp_path / "store", invented(1))
    question = Question(desk(tmp_path), None, 1, Replications(4))
    shelf.queue.begin(question)
    client = app.create(shelf.path, shelf=shelf).server.test_client()
    answer = client.get(f"/download/report/{question.run}.pdf")
    assert (answer.status_code, "rechnet noch, 0 von 4 Wiederholungen" in answer.text) == (409, True)
    (shelf.path / "runs" / run / "cases-1.parquet").write_bytes(b"damaged")
    answer = client.get(f"/download/report/{run}.csv")
    assert (answer.status_code, f"cases-1.parquet des Laufs {run} ist beschädigt" in answer.text) == (500, True)


def test_a_download_that_did_not_change_is_not_sent_again(client: FlaskClient, kept: Kept) -> None:
    path = f"/download/report/{kept[1]}.csv"
    with client.get(path) as first, client.get(path, headers={"If-None-Match": first.headers["ETag"]}) as second:
        assert (first.status_code, second.status_code) == (200, 304)
