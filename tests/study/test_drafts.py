"""What-ifs are kept by name, shared by link, changed only by their owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulation.study.drafts import Drafts

CHANGES = {"teams.family.heads": 24, "teams.family.caseload": "dedicated"}


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path)


def test_a_saved_what_if_comes_back_as_it_was(drafts: Drafts) -> None:
    saved = drafts.save("anna", "  Four  more ", "immigration-2025", CHANGES)
    assert saved.name == "Four more" and drafts.get(saved.draft) == saved
    assert drafts.list("anna") == [saved] and drafts.list("bert") == []


def test_saving_under_its_key_writes_over_it(drafts: Drafts) -> None:
    saved = drafts.save("anna", "Four more", "immigration-2025", CHANGES)
    drafts.save("anna", "Five more", "immigration-2025", {"teams.family.heads": 25}, saved.draft)
    assert [one.name for one in drafts.list("anna")] == ["Five more"]


def test_nobody_writes_over_or_deletes_what_is_not_theirs(drafts: Drafts) -> None:
    saved = drafts.save("anna", "Four more", "immigration-2025", CHANGES)
    with pytest.raises(ValueError, match="belongs to someone else"):
        drafts.save("bert", "Mine now", "immigration-2025", {}, saved.draft)
    with pytest.raises(ValueError, match="no such what-if of yours"):
        drafts.rename(saved.draft, "bert", "Mine now")
    assert not drafts.delete(saved.draft, "bert") and drafts.get(saved.draft) == saved


def test_a_clone_belongs_to_whoever_made_it(drafts: Drafts) -> None:
    saved = drafts.save("anna", "Four more", "immigration-2025", CHANGES)
    clone = drafts.clone(saved.draft, "bert", "From Anna")
    drafts.delete(saved.draft, "anna")
    assert drafts.list("bert") == [clone] and clone.changes == CHANGES and clone.draft != saved.draft


def test_a_name_is_used_once_by_an_owner_and_is_no_novel(drafts: Drafts) -> None:
    drafts.save("anna", "Four more", "immigration-2025", CHANGES)
    drafts.save("bert", "Four more", "immigration-2025", CHANGES)
    with pytest.raises(ValueError, match="taken"):
        drafts.save("anna", "Four more", "immigration-2024", {})
    for name in ("", "   ", "x" * 81):
        with pytest.raises(ValueError, match="1 to 80 characters"):
            drafts.save("anna", name, "immigration-2025", {})


def test_renaming_keeps_base_and_changes(drafts: Drafts) -> None:
    saved = drafts.save("anna", "Four more", "immigration-2025", CHANGES)
    renamed = drafts.rename(saved.draft, "anna", "24 heads")
    assert (renamed.name, renamed.base, renamed.changes) == ("24 heads", "immigration-2025", CHANGES)
