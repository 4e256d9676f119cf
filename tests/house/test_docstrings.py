"""What the simulation offers is described: a sentence for each public function, class and method."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOM = Path(__file__).resolve().parents[2] / "simulation"
TREES = {file: ast.parse(file.read_text()) for file in sorted(ROOM.rglob("*.py"))}
CLASSES = {node.name: node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def named(node: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Its public functions and classes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    yield from (one for one in node.body if isinstance(one, kinds) and not one.name.startswith("_"))


def inherited(method: str, owner: ast.ClassDef) -> bool:
    """Whether the class above says what the method is for."""
    bases = [CLASSES[base.id] for base in owner.bases if isinstance(base, ast.Name) and base.id in CLASSES]
    said = {one.name for base in bases for one in named(base) if ast.get_docstring(one)}
    return method in said or any(inherited(method, base) for base in bases)


def test_every_public_name_of_the_simulation_is_described_once():
    bare = [
        f"{file.relative_to(ROOM)}:{one.lineno} {one.name}"
        for file, tree in TREES.items()
        for owner in (tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)))
        for one in named(owner)
        if ast.get_docstring(one) is None and not (isinstance(owner, ast.ClassDef) and inherited(one.name, owner))
    ]
    assert not bare, "\n".join(["a sentence is missing at", *bare])
