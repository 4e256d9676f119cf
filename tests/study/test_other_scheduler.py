"""`--scheduler tls://...`: the workers of a scheduler that someone else runs, certificates from Dask's settings."""

from __future__ import annotations

from pathlib import Path

import dask
import pytest
from distributed import LocalCluster
from distributed.security import Security

from simulation.study.questions import Question, Replications, StudyError
from simulation.study.runs import answer
from simulation.study.workers import Cluster, InProcess
from tests.study.stub import PaperStore, desk, queue_at_a_desk


@pytest.fixture
def certificates(tmp_path: Path):
    """One key pair for all roles, as files that Dask's settings name."""
    made = Security.temporary()
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    certificate.write_text(made.tls_client_cert)
    key.write_text(made.tls_client_key)
    settings = {"distributed.comm.tls.ca-file": str(certificate)}
    for role in ("client", "scheduler", "worker"):
        settings[f"distributed.comm.tls.{role}.cert"] = str(certificate)
        settings[f"distributed.comm.tls.{role}.key"] = str(key)
    with dask.config.set(settings):
        yield


def test_workers_of_another_scheduler_give_the_same_bytes(tmp_path: Path, certificates: None) -> None:
    question = Question(desk(tmp_path), stop=Replications(3))
    here, there = PaperStore(tmp_path), PaperStore(tmp_path)
    answer(question, here, InProcess(), work=queue_at_a_desk)
    with LocalCluster(
        n_workers=1,
        processes=False,
        protocol="tls://",
        host="127.0.0.1",
        security=Security(),
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
    ) as other:
        with Cluster(scheduler=other.scheduler_address) as pool:
            assert answer(question, there, pool, work=queue_at_a_desk).complete
        assert other.status.name == "running", "it is not ours to stop"
    assert {key: one.hashes for key, one in there.kept.items()} == {key: one.hashes for key, one in here.kept.items()}


@pytest.mark.parametrize("address", ["tls://127.0.0.1:9", "tls://", "tls://127.0.0.1:99999"])
def test_a_scheduler_that_is_not_there_is_one_line(
    tmp_path: Path, address: str, certificates: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.study.workers.CONNECT_SECONDS", 1)
    question = Question(desk(tmp_path), stop=Replications(1))
    with Cluster(scheduler=address) as pool, pytest.raises(StudyError) as error:
        answer(question, PaperStore(tmp_path), pool, work=queue_at_a_desk)
    assert address in str(error.value) and "\n" not in str(error.value)


def test_without_certificates_the_line_says_where_they_belong(tmp_path: Path) -> None:
    with Cluster(scheduler="tls://127.0.0.1:9") as pool, pytest.raises(StudyError, match=r"distributed\.comm\.tls"):
        answer(Question(desk(tmp_path), stop=Replications(1)), PaperStore(tmp_path), pool, work=queue_at_a_desk)


def test_an_address_without_encryption_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must be an address like tls://"):
        Cluster(scheduler="tcp://10.0.0.1:8786")
