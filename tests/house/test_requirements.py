"""What is installed is what pyproject.toml asks for, file by file, from whichever registry the machine uses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LIST = (ROOT / "requirements.txt").read_text()
HELD = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", LIST, re.MULTILINE))
GROUPS = PROJECT["dependency-groups"]
ASKED = [*PROJECT["project"]["dependencies"], *GROUPS["dev"], *PROJECT["build-system"]["requires"]]


@pytest.mark.parametrize("line", ASKED)
def test_each_requirement_is_held_at_a_version_that_fits(line):
    asked = Requirement(line)
    assert asked.specifier.contains(HELD[canonicalize_name(asked.name)])


@pytest.mark.parametrize("name", ["requirements.txt", "tests/exports/readers.txt"])
def test_each_held_version_has_hashes_and_no_line_names_a_host(name):
    text = (ROOT / name).read_text()
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)) > 10
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text and "index-url" not in text
