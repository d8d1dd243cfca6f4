"""PostgreSQL's own streaming replication: what the site shows while a replica is behind, cut off or dead."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.postgresql
PROJECT = Path(__file__).resolve().parents[2]
OLD, NEW = ["Safe city"], ["Safe city", "Green city"]


@pytest.fixture(scope="module")
def story():
    command = [sys.executable, "-m", "tests.replicas.lagging"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    run = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


def test_pages_search_and_api_are_read_from_a_replica_and_the_primary_is_not_asked(story):
    part = story["in_step"]
    assert part["states"] == ["ok", "ok"]
    assert part["text"] == OLD
    assert part["found"] == [True, True, True]
    for asked in (part["asked"], part["by_api"]):
        assert len(asked) == 1  # one replica for all of a process's questions
        assert "default" not in asked


def test_a_replica_that_is_behind_shows_what_was_right_before(story):
    part = story["behind"]
    assert (part["kept"], part["made"], part["states"]) == (OLD, OLD, ["ok", "ok"])


def test_who_writes_reads_the_primary(story):
    part = story["officers"]
    assert (part["tree"], part["preview"], part["feedback"]) == (True, True, True)
    assert set(part["asked"]) == {"default"}


def test_a_replica_too_far_behind_is_not_asked_and_readyz_says_so(story):
    part = story["too_far_behind"]
    assert (part["states"], part["text"]) == (["behind", "behind"], NEW)
    assert set(part["asked"]) == {"default"}
    assert json.loads(part["ready"])["replica-1"] == "behind"  # and it is ready: the answer was 200


def test_a_page_that_was_made_while_the_replica_was_behind_is_not_kept_afterwards(story):
    part = story["in_step_again"]
    assert part["states"] == ["ok", "ok"]
    assert part["texts"] == [NEW, NEW, NEW]
    assert part["counts"] == {"built": 2, "kept": 2}  # and the new one is kept
    assert "default" not in part["asked"]


def test_a_page_whose_replica_cuts_it_off_is_made_from_the_primary(story):
    part = story["cut_off"]
    assert (part["text"], part["state"]) == (NEW, "away")
    assert part["states"] == ["ok", "ok"]
    assert "default" not in part["asked"]  # at the next look it is back


def test_a_dead_replica_is_left_out_and_another_one_answers(story):
    part = story["one_dies"]
    assert (part["texts"], part["state"], part["looked"]) == ([NEW, NEW], "away", "away")
    assert list(part["other"]) == [part["alias"]]


def test_what_is_public_can_be_read_while_the_primary_is_dead(story):
    part = story["primary_dies"]
    assert (part["state"], part["text"], part["kept"]) == ("ok", NEW, NEW)
