"""`challenges status --prometheus`: what Prometheus reads, and the example rules that alert on it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from loader.database import views_schema
from loader.ledger import status
from loader.metrics import exposition, read_metrics
from sandbox.dbt_runner import PROJECT
from tests.catalog import CHALLENGES
from tests.test_cli import assert_one_sentence, run
from tests.test_ledger import REFUSE
from tests.world import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

RULES = PROJECT / "docs" / "alert-rules.yml"
C = {"challenge": "c", "name": "first_weekly_comment"}

Sample = tuple[str, frozenset[tuple[str, str]]]


def parsed(text: str) -> dict[Sample, float]:
    """Return the samples by their names and labels, as Prometheus's own parser reads them."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    found = {(sample.name, frozenset(sample.labels.items())): sample.value for sample in samples}
    assert len(found) == len(samples)  # a sample that is there twice is refused by Prometheus
    return found


def metrics(world: World) -> dict[Sample, float]:
    statuses = status(world.connection, views_schema())
    return parsed(exposition(read_metrics(world.connection, views_schema(), statuses)).decode())


def of(metric: str, /, **labels: str) -> Sample:
    return f"challenges_{metric}", frozenset(labels.items())


def test_what_was_loaded_is_measured(world: World) -> None:
    world.users(2, 3)
    world.add("comments", comment_id=1, user_id=2)
    world.load()
    world.next_block()
    world.add("comments", comment_id=2, user_id=3, created_at=NOON.replace(day=1))
    world.load("c")
    world.next_block()
    world.load("cp")

    found = metrics(world)

    ((succeeded, recorded),) = world.rows(
        "select extract(epoch from succeeded_at)::double precision, extract(epoch from recorded_at)::double precision"
        " from challenges_loader.challenge_status inner join challenges_loader.challenge_loads"
        " using (challenge_id, load_id) where challenge_id = 'c'"
    )
    assert found[of("last_success_timestamp_seconds", **C)] == pytest.approx(succeeded, abs=0.001)
    assert found[of("last_load_timestamp_seconds", **C)] == pytest.approx(succeeded, abs=0.001)
    assert found[of("written_timestamp_seconds", **C)] == pytest.approx(recorded, abs=0.001)
    assert 0 <= found[of("last_success_age_seconds", **C)] < 600
    assert found[of("blocks_behind", **C)] == 1
    assert of("blocks_behind", challenge="t", name="tastemaker") not in found  # it has no watermark
    assert found[of("limit_used_ratio", **C, unit="rewards")] == 2 / 5000
    assert found[of("limit_used_ratio", **C, unit="AUDIO")] == 2 / 5000
    assert found[of("minted_rewards_total", **C)] == 2
    assert found[of("minted_audio_total", **C)] == 2
    assert found[of("written_rows", **C, result="new")] == 1
    assert found[of("written_rows", **C, result="updated")] == 0
    assert found[of("written_rows", **C, result="unpayable")] == 0
    assert found[of("written_audio", **C)] == 1
    assert found[of("written_duration_seconds", **C)] > 0
    assert found[of("silent_triggers")] == 0
    outcomes = {dict(labels)["outcome"]: value for (name, labels), value in found.items() if name.endswith("_outcome")}
    assert outcomes == {"ok": 1, "failed": 0, "over_limit": 0, "ended_early": 0, "died": 0, "never": 0}
    assert len([name for name, _ in found if name == "challenges_outcome"]) == 6 * len(CHALLENGES)


def test_what_failed_or_was_never_loaded_is_measured(world: World) -> None:
    world.users(2)
    world.load("c")
    never = {"challenge": "cp", "name": "comment_pin"}
    found = metrics(world)
    assert found[of("outcome", **never, outcome="never")] == 1
    assert of("last_success_timestamp_seconds", **never) not in found
    assert of("written_rows", **never, result="new") not in found
    assert found[of("minted_rewards_total", **never)] == 0

    world.add("comments", comment_id=1, user_id=2)
    world.run(REFUSE)
    world.load("c")
    world.run("alter table comments disable trigger all")
    world.run("alter table saves disable trigger all")
    world.run("update challenges.catalog set limit_rewards = 0, limit_audio = null where id = 'c'")
    found = metrics(world)
    assert found[of("outcome", **C, outcome="failed")] == 1
    assert found[of("outcome", **C, outcome="ok")] == 0
    assert found[of("limit_used_ratio", **C, unit="rewards")] == 1
    assert of("limit_used_ratio", **C, unit="AUDIO") not in found
    assert found[of("silent_triggers")] == len(
        world.rows(
            "select from pg_trigger where tgname like 'challenges%%' and tgenabled = 'D' and tgrelid = any(array["
            "'comments', 'saves']::regclass[])"
        )
    )


def test_what_finance_found_is_measured_without_a_line_for_each_text_of_the_payer(world: World) -> None:
    world.run(
        "insert into challenges.payment_totals (challenge_id, state, payments, audio_minted, audio_paid, built_at)"
        " select *, timestamp '2026-05-20 12:00' from (values ('c', 'overdue', 3, 30, 0),"
        " ('c', 'without_reward', 2, 0, 2.5), ('\"\n{}', 'without_reward', 1, 0, 1),"
        " ('?', 'without_reward', 1, 0, 1)) as totals"
    )
    found = metrics(world)
    assert found[of("payments", **C, state="overdue")] == 3
    assert found[of("payments_audio", **C, state="overdue")] == 30
    assert found[of("payments_audio", **C, state="without_reward")] == 2.5
    assert found[of("payments", challenge="", name="", state="without_reward")] == 2
    assert found[of("payments_timestamp_seconds")] == 1779278400
    assert len([name for name, _ in found if name == "challenges_payments"]) == 3

    world.run("drop table challenges.payment_totals")
    assert "challenges_payments" not in {name for name, _ in metrics(world)}


def test_hostile_names_do_not_break_the_format(world: World) -> None:
    hostile = 'q"\\\n{x="y"} 1\n# HELP'
    world.offer({"specifier": "a"}, challenge_id=hostile)
    world.load()
    found = metrics(world)
    assert found[of("written_rows", challenge=hostile, name="offered", result="new")] == 1


def test_status_replaces_the_file_and_prints_errors_only(world: World, tmp_path: Path) -> None:
    file = tmp_path / "challenges.prom"
    file.write_text("old")
    world.load()

    result = run("status", "--prometheus", str(file))

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert parsed(file.read_text())[of("outcome", **C, outcome="ok")] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["challenges.prom"]
    assert_one_sentence(run("status", "--prometheus", str(tmp_path / "no" / "x.prom")), 3, "were not written", "Choose")
    assert run("status", "--prometheus", str(file), "--json").exit_code == 2

    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.run(REFUSE)
    world.load()
    result = run("status", "--prometheus", str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: c first_weekly_comment failed in load ")
    assert parsed(file.read_text())[of("outcome", **C, outcome="failed")] == 1


def test_without_the_package_it_says_how_to_install_it(world: World, tmp_path: Path) -> None:
    """All else works without it."""
    (tmp_path / "prometheus_client.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'prometheus_client'\", name='prometheus_client')"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}

    def status_with(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "loader", "status", *options],
            cwd=PROJECT,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )

    world.load()
    assert status_with().returncode == 0
    refused = status_with("--prometheus", str(tmp_path / "file"))
    assert (refused.returncode, refused.stdout) == (3, "")
    assert refused.stderr == (
        "error: Metrics need the package prometheus_client, which is not installed. Run `pip install"
        " 'challenges[web]'`.\n"
    )


def test_the_rules_name_metrics_that_exist_and_each_is_explained(world: World) -> None:
    world.load()
    world.run(
        "insert into challenges.payment_totals (challenge_id, state, payments, audio_minted, built_at)"
        " values ('c', 'paid', 1, 1, now())"
    )
    exposed = {name for name, _ in metrics(world)}
    rules = [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]
    named = {name for rule in rules for name in re.findall(r"challenges_\w+", rule["expr"])}
    assert named <= exposed
    assert len(named) > 5
    page = (PROJECT / "docs" / "monitoring.md").read_text()
    assert {name for name in exposed if f"`{name}`" not in page} == set()
    tested = yaml.safe_load((PROJECT / "tests" / "alert_rules_test.yml").read_text())["tests"]
    fired = {alert["alertname"] for test in tested for alert in test["alert_rule_test"] if alert["exp_alerts"]}
    assert fired == {rule["alert"] for rule in rules}


@pytest.mark.once
@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
def test_the_rules_fire_when_they_must_and_are_silent_when_all_is_well() -> None:
    promtool = str(shutil.which("promtool"))
    for arguments in (["check", "rules", str(RULES)], ["test", "rules", "tests/alert_rules_test.yml"]):
        checked = subprocess.run([promtool, *arguments], cwd=PROJECT, check=False, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert "SUCCESS" in checked.stdout
