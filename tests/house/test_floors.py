"""Imports go down only; the contracts stand in pyproject.toml under [tool.importlinter]."""

from pathlib import Path

from importlinter.cli import lint_imports

CONFIG = Path(__file__).parents[2] / "pyproject.toml"


def test_imports_go_down_only(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(CONFIG.parent)
    broken = lint_imports(config_filename=str(CONFIG), cache_dir=str(tmp_path))
    assert not broken, capsys.readouterr().out
