"""The store: replications known by their content, runs published whole."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from simulation.results import catalogue, publication, soundness
from simulation.results.errors import StoreError
from simulation.results.manifest import Manifest
from simulation.results.replication import SCHEMA_VERSION, Replication, sha256
from simulation.results.run_view import TABLES, RunView

RECORD = "replication.json"
MANIFEST = "manifest.json"
RUN, KEY = re.compile("[0-9a-f]{12}"), re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Fault:
    """What `verify` found; `run` is empty for a replication that no run holds."""

    run: str
    file: str
    what: str

    def __str__(self) -> str:
        return f"run {self.run} › {self.file}: {self.what}" if self.run else f"{self.file}: {self.what}"


class Store:
    """Folder of runs and replications. Any number of processes may read and publish at the same time.

    `replications/<key>/<table>.parquet` are known by content; `runs/<run>/<table>-<number>.parquet` are second names
    of the same files. What a process left half-made when it died is swept when the next one opens the store.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        publication.sweep(self.path)

    def has(self, key: str) -> bool:
        """Whether this replication is kept, whole; a damaged one is thrown away, so that it is computed again."""
        folder = self._replication(key)
        if not folder.is_dir():
            return False
        try:
            sound = not soundness.faults(_record(folder))
        except StoreError:
            sound = False
        if not sound:
            publication.discard(self.path, f"replication {key[:12]}", [folder])
        return sound

    def publish_replication(self, key: str, replication: Replication) -> None:
        """Keep a replication; nothing happens when it is there already. StoreError when the disk is full."""
        what = f"replication {key[:12]}"
        for name, content in replication.files.items():
            if sha256(content) != replication.hashes[name]:
                raise StoreError(f"{what} › {name}: was damaged on its way to the store; compute it again")
        if set(replication.files) != set(TABLES):
            raise StoreError(f"{what}: has the files {', '.join(sorted(replication.files))}, not {', '.join(TABLES)}")
        if self.has(key):
            return
        with publication.staged(self.path, what) as staging:
            made = staging / key
            made.mkdir()
            files = {f"{name}.parquet": digest for name, digest in replication.hashes.items()}
            for name, content in replication.files.items():
                publication.write(made / f"{name}.parquet", content)
                soundness.remember(made / f"{name}.parquet", replication.hashes[name])
            publication.write(made / RECORD, _sealed(files))
            publication.reveal(made, self._replication(key))

    def publish_run(self, manifest: Manifest) -> str:
        """Publish a run over kept replications and return its name; a sound run of that name stays as it is."""
        what = f"run {manifest.run}"
        if self._is_sound(manifest.run):
            return manifest.run
        with publication.staged(self.path, what) as staging:
            made = staging / manifest.run
            made.mkdir()
            files: dict[str, str] = {}
            for number, key in manifest.replications:
                files |= self._link(what, key, made, number)
            publication.write(made / MANIFEST, manifest.with_files(files).to_json().encode())
            target = self._run(manifest.run)
            if target.exists():
                target.rename(staging / "damaged")
            publication.reveal(made, target)
        self._renew_catalogue()
        return manifest.run

    def open(self, run: str, afresh: bool = False) -> RunView:
        """A published run; StoreError when it is unknown or a file is damaged, `afresh` when each is read again."""
        manifest = self.manifest(run, afresh)
        if manifest.schema_version > SCHEMA_VERSION:
            known = f"version {manifest.schema_version} of the tables, this program knows {SCHEMA_VERSION}"
            raise StoreError(f"run {run} › {MANIFEST}: was kept in {known}; open it with a newer program")
        folder = self._run(run)
        for file, fault in soundness.faults(_expected(folder, manifest), afresh).items():
            raise StoreError(f"run {run} › {file.name}: {fault}; delete the run and ask again")
        numbers = [number for number, _ in manifest.replications]
        files = {table: [folder / name for name in manifest.files_of(table)] for table in TABLES}
        return RunView(manifest, numbers, files)

    def manifest(self, run: str, afresh: bool = False) -> Manifest:
        """What a published run is; StoreError when it is unknown or its manifest damaged.

        It is read once per process and whenever the file changes; always when `afresh`.
        """
        file = self._run(run) / MANIFEST
        try:
            return _read(file, run) if afresh else _known(file, run, soundness.identity(file))
        except FileNotFoundError:
            raise StoreError(f"run {run}: is not in {self.path}; `terminwerk runs` lists those that are") from None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"run {run} › {MANIFEST}: cannot be read ({error})") from error

    def view(self, manifest: Manifest, replications: Iterable[tuple[int, str]]) -> RunView:
        """A run still going: those (number, key) of its replications that are kept so far."""
        kept = [(number, key) for number, key in replications if self.has(key)]
        files = {table: [self._replication(key) / f"{table}.parquet" for _, key in kept] for table in TABLES}
        return RunView(manifest, [number for number, _ in kept], files)

    def runs(self) -> list[Manifest]:
        """Manifests of all runs that can be read, newest first; `verify` names the others."""
        found = []
        for run in self._names():
            try:
                found.append(self.manifest(run))
            except StoreError:
                continue
        return sorted(found, key=lambda manifest: (manifest.created, manifest.run), reverse=True)

    def delete(self, run: str, keep: Collection[str] = ()) -> None:
        """Remove a run, and its replications unless another run or `keep` holds them."""
        if not self._run(run).is_dir():
            raise StoreError(f"run {run}: is not in {self.path}; `terminwerk runs` lists those that are")
        try:
            own = {key for _, key in self.manifest(run).replications}
        except StoreError:
            own = set()
        publication.discard(self.path, f"run {run}", [self._run(run)])
        self.drop(own, keep)
        self._renew_catalogue()

    def drop(self, keys: Collection[str], keep: Collection[str] = ()) -> None:
        """Remove replications unless a run or `keep` holds them."""
        held = {key for manifest in self.runs() for _, key in manifest.replications} | set(keep)
        folders = [self._replication(key) for key in sorted(set(keys) - held)]
        publication.discard(self.path, "replications", [folder for folder in folders if folder.is_dir()])

    def verify(self) -> list[Fault]:
        """Every file whose content is not what was published, each file read anew."""
        found, inodes = [], set()
        for run in self._names():
            folder = self._run(run)
            try:
                expected = _expected(folder, self.manifest(run, afresh=True))
            except StoreError as error:
                found.append(Fault(run, MANIFEST, str(error).partition(f"{MANIFEST}: ")[2] or str(error)))
                continue
            faults = soundness.faults(expected, afresh=True)
            found += [Fault(run, file.name, what) for file, what in faults.items()]
            inodes |= {file.stat().st_ino for file in expected if file.exists()}
        for folder in sorted(one for one in (self.path / "replications").glob("*") if KEY.fullmatch(one.name)):
            try:
                record = {f: d for f, d in _record(folder).items() if not f.exists() or f.stat().st_ino not in inodes}
            except StoreError as error:
                found.append(Fault("", f"replications/{folder.name}/{RECORD}", str(error)))
                continue
            for file, what in soundness.faults(record, afresh=True).items():
                found.append(Fault("", f"replications/{folder.name}/{file.name}", what))
        return found

    def write_catalogue(self) -> Path:
        """Renew `terminwerk.duckdb`, the analysts' catalogue of views over all runs."""
        with publication.staged(self.path, catalogue.NAME) as staging:
            readable = [manifest for manifest in self.runs() if manifest.schema_version <= SCHEMA_VERSION]
            return catalogue.write(self.path, staging, readable)

    def _renew_catalogue(self) -> None:
        with suppress(StoreError, duckdb.Error):  # the run stands; the next publication renews the catalogue
            self.write_catalogue()

    def _link(self, what: str, key: str, made: Path, number: int) -> dict[str, str]:
        """Second names of a replication's files in a run; file name -> SHA-256."""
        folder = self._replication(key)
        if not folder.is_dir():
            raise StoreError(f"{what}: replication {number} ({key[:12]}) is not in {self.path}; run it again")
        record = _record(folder)
        for file, fault in soundness.faults(record).items():
            raise StoreError(f"{what} › {file.stem}-{number}.parquet: {fault}; run it again")
        for file in record:
            publication.link(file, made / f"{file.stem}-{number}.parquet")
        return {f"{file.stem}-{number}.parquet": digest for file, digest in record.items()}

    def _is_sound(self, run: str) -> bool:
        try:
            return not soundness.faults(_expected(self._run(run), self.manifest(run)))
        except StoreError:
            return False

    def _names(self) -> list[str]:
        """Runs, sound or damaged; what others put beside them is none."""
        folders = (self.path / "runs").glob("*")
        return sorted(folder.name for folder in folders if RUN.fullmatch(folder.name) and folder.is_dir())

    def _run(self, run: str) -> Path:
        if not RUN.fullmatch(run):
            raise StoreError(f"run {run!r}: a run is named by 12 of the characters 0-9 and a-f")
        return self.path / "runs" / run

    def _replication(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise StoreError(f"replication {key!r}: is known by 64 of the characters 0-9 and a-f")
        return self.path / "replications" / key


def _read(file: Path, run: str) -> Manifest:
    return Manifest.from_json(file.read_text(encoding="utf-8"), run)


@lru_cache(maxsize=1000)
def _known(file: Path, run: str, identity: soundness.Identity) -> Manifest:
    """The same while nobody writes the file: a page looks through all manifests several times."""
    return _read(file, run)


def _expected(folder: Path, manifest: Manifest) -> dict[Path, str]:
    return {folder / name: digest for name, digest in manifest.files.items()}


def _sealed(files: Mapping[str, str]) -> bytes:
    content = json.dumps(files, sort_keys=True)
    return json.dumps({"files": files, "sha256": sha256(content.encode())}).encode()


def _record(folder: Path) -> dict[Path, str]:
    """SHA-256 of every file of a kept replication."""
    try:
        content = json.loads((folder / RECORD).read_bytes())
        if sha256(json.dumps(content["files"], sort_keys=True).encode()) != content["sha256"]:
            raise ValueError("its content and its hash differ")
        return {folder / name: digest for name, digest in content["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise StoreError(f"replication {folder.name[:12]} › {RECORD}: damaged ({error})") from error
