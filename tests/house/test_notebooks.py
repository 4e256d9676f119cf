"""Notebooks say for whom they are, keep no results, and run from top to bottom."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
PLOTLY = "application/vnd.plotly.v1+json"
every = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_are_notebooks_and_they_are_numbered():
    assert NOTEBOOKS and [path.stem[:2] for path in NOTEBOOKS] == [f"{k:02}" for k in range(1, len(NOTEBOOKS) + 1)]


@every
def test_it_begins_with_for_whom_and_which_question(path):
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown" and "**For whom:**" in first.source and "**Which question:**" in first.source


@every
def test_it_keeps_no_results(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)


@pytest.mark.slow
@every
def test_it_runs_from_top_to_bottom_and_leaves_nothing_behind(path, tmp_path, monkeypatch):
    folder, temporary = tmp_path / "notebooks", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=where).execute()
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    pictures = [out.data[PLOTLY] for out in outputs if PLOTLY in out.get("data", {})]
    assert pictures, "no picture"
    assert all(picture["config"]["showSendToCloud"] is False for picture in pictures), "a picture offers an upload"
    assert not any(folder.iterdir()) and not [one for one in temporary.rglob("*") if one.suffix == ".parquet"]
