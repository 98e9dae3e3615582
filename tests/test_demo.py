"""The demo does what the README says, and its sample data shows what it claims to show."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest
from click.testing import CliRunner

from loader.cli import main
from sandbox.__main__ import FRIDAY, THURSDAY
from sandbox.dbt_runner import PROJECT, failures, run_dbt
from sandbox.platform import add_sample_data, fit_catalog, grant_one_shots
from tests.catalog import CATALOG, CHALLENGES
from tests.lake import needs_spark

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

pytestmark = pytest.mark.once


NAMES = [challenge["name"] for challenge in CATALOG.values()]
README = (PROJECT / "README.md").read_text()
(README_EXPLAINED,) = re.findall(r"```\n\$ challenges (explain [^\n]*)\n(.*?)\n```", README, re.S)


@pytest.fixture
def thursday(world: World) -> World:
    add_sample_data(world.connection, day=1)
    fit_catalog(world.connection)
    grant_one_shots(world.connection)
    return world


@pytest.fixture
def friday(thursday: World) -> World:
    """What the demo ends with."""
    thursday.load(clock=THURSDAY)
    add_sample_data(thursday.connection, day=2)
    thursday.load(clock=FRIDAY)
    return thursday


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the demo prints. It uses its own server, even if the environment names another one."""
    services = tmp_path_factory.mktemp("elsewhere") / "pg_service.conf"
    services.write_text("[production]\nhost=/nowhere\n")
    elsewhere = {"PGSERVICE": "production", "PGSERVICEFILE": str(services), "PGHOSTADDR": "127.0.0.1", "PGPORT": "1"}
    environment = os.environ | elsewhere | {"PGOPTIONS": "-c default_transaction_read_only=on"}
    demo = subprocess.run(
        [sys.executable, "-m", "sandbox"],
        cwd=PROJECT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert demo.stderr == ""
    return demo.stdout


def test_the_demo_runs_from_nothing_and_prints_what_the_readme_shows(printed: str) -> None:
    *_, explained, refused, third_load, last_line = printed.split("\n\n")
    assert explained.startswith("Why a cosign of Friday is refused: challenges explain ")
    assert refused.startswith("How many candidates each gate and each cap refused\n")
    assert [line.split()[0] for line in third_load.splitlines()] == ["Friday:", "challenge", "all"]
    assert last_line == "The week is closed and nothing is new: the third load wrote 0 rows.\n"

    others = printed.replace(explained, "")
    assert max(map(len, others.splitlines())) <= 80
    # Two loads list all challenges, in the order of their names; a number at the end is not sorted as text.
    names = [name for name in re.findall(r"^\w{1,3} (\w+) ", others, re.M) if name in NAMES]
    assert names == 2 * sorted(NAMES, key=lambda name: re.sub(r"\d+", lambda number: number[0].zfill(9), name))

    def without_seconds(text: str) -> str:
        return re.sub(r" +\d+\.\d+ *$", "", text, flags=re.M)

    (shown,) = re.findall(r"```\n(Thursday.*?)```", README, re.S)
    for part in shown.strip().split("\n...\n"):
        assert without_seconds(part.strip()) in without_seconds(printed)
    assert README_EXPLAINED[1] in explained


@needs_spark
def test_the_demo_on_spark_prints_the_same_tables(printed: str, tmp_path: Path) -> None:
    """With its facts from two workers, processes of their own."""
    on_spark = subprocess.run(
        [sys.executable, "-m", "sandbox.spark"],
        cwd=PROJECT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    tables = loads_and_people(printed)
    assert len(tables) == 7
    assert loads_and_people(on_spark) == tables
    assert "nothing is new: the third load wrote 0 rows." in on_spark


def loads_and_people(text: str) -> list[str]:
    """Return the tables of the loads, of users and of states.

    Without seconds, and without how many rewards were right already: a published fact is read again only if it differs.
    """
    titles = r"^(Thursday|Friday): (challenges load|what some users)|^The state of"
    tables = [part for part in text.split("\n\n") if re.match(titles, part) and part.count("\n") > 1]
    return [re.sub(r"( +[\d,]+)( +[\d,]+) +\d+\.\d+ *$", r"\2", table, flags=re.M) for table in tables]


def test_the_demo_ends_by_ctrl_c_without_an_error_and_its_server_with_it() -> None:
    demo = subprocess.Popen(
        [sys.executable, "-u", "-m", "sandbox"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert demo.stdout is not None
    for line in demo.stdout:
        if line.startswith("Building the views"):
            break
    children = psutil.Process(demo.pid).children(recursive=True)
    demo.send_signal(signal.SIGINT)
    printed, complaints = demo.communicate()
    assert complaints == ""
    assert demo.returncode in {130, -signal.SIGINT}  # Python chooses; a shell reports both as 130
    assert printed.endswith("Stopped: the demo's server and its data are gone.\n")
    assert children
    psutil.wait_procs(children, timeout=30)
    assert [child for child in children if child.is_running()] == []


def test_make_alone_prints_help() -> None:
    make = shutil.which("make")
    assert make is not None
    # Not as a part of the make that runs the tests: it would print the folder too.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    help_text = subprocess.run([make], cwd=PROJECT, env=variables, check=True, capture_output=True, text=True).stdout
    names = ["demo", "demo-spark", "serve", "test", "bench", "bench-spark", "lint", "clean"]
    assert [line.split()[1] for line in help_text.splitlines()] == names
    assert max(map(len, help_text.splitlines())) <= 80


def test_the_readme_shows_what_explain_prints(friday: World) -> None:
    question, answer = README_EXPLAINED
    assert CliRunner().invoke(main, question.split()).stdout.strip() == answer


def test_every_gate_refuses_somebody_and_every_cap_cuts_somebody_off(thursday: World) -> None:
    """What the first day does not mint is minted as soon as the gate or cap that refused it is out of the way."""
    thursday.load()
    assert thursday.would_mint() == []

    def then_minted(change: str) -> list[str]:
        """Return the challenges that would mint something more after the change, which is undone."""
        thursday.run("begin")
        thursday.run(change)
        challenges = thursday.would_mint()
        thursday.run("rollback")
        return challenges

    # What 199 listened to is lost: that of e is never minted.
    of_199 = ["b", "c", "cp", "fp", "ft", "m", "o", "p", "r", "rd", "t"]
    of_309 = ["cs", "p", "p1", "p2", "p3", "r", "rd", "s", "u", "v"]
    assert then_minted("update users set is_deactivated = false where user_id = 199") == of_199
    assert then_minted("update users set is_deactivated = false where user_id = 309") == of_309
    assert then_minted("update users set is_verified = true where user_id = 303") == ["cp", "cs", "p1", "s", "v", "w"]
    assert then_minted("update users set is_verified = true where user_id = 304") == ["p1", "p2", "p3", "v"]
    assert then_minted("update comments set is_delete = false, is_visible = true") == ["c", "cp"]
    assert then_minted("update tracks set owner_id = 302 where track_id = 3012") == ["cp"]
    assert then_minted("update tracks set is_delete = false where track_id = 3109") == ["w"]
    assert then_minted("update reposts set created_at = '2026-01-01' where txhash = 'r6'") == ["cs"]
    assert then_minted("update events set updated_at = '2026-06-20' where event_id = 1001") == ["w"]
    assert then_minted("update sol_purchases set amount = 1000000 where signature = 'sig-04'") == ["b", "s"]
    assert then_minted("update sol_purchases set is_valid = true where signature = 'sig-09'") == ["b", "s"]

    assert then_minted("update playlists set playlist_contents = '{\"track_ids\": [1]}' where playlist_id = 9003") == [
        "fp"
    ]
    assert then_minted("update aggregate_monthly_plays set count = 1000 where play_item_id = 3110") == ["p2", "p3"]
    assert then_minted("update challenges.one_shots set granted_at = '2026-05-01' where campaign = 'summer-26'") == [
        "o"
    ]
    # A sixth referral; a referral of oneself; a referrer named after another one; a reward of the earlier system.
    assert then_minted("delete from user_challenges where challenge_id = 'r' and specifier = '9e:ab'") == ["r"]
    assert then_minted("update user_events set referrer = 302 where user_id = 161") == ["rd", "rv"]
    assert then_minted("delete from user_events where user_id = 164 and referrer = 199") == ["r", "rd"]
    assert then_minted("delete from user_challenges where challenge_id = 'rd' and specifier = 'b1:12e'") == ["rd"]
    # A verification moves between r and rv what is not paid, and nothing else.
    assert then_minted("update users set is_verified = true where user_id = 156") == ["v"]
    assert then_minted("update users set is_verified = true where user_id = 158") == ["rv", "v"]
    assert then_minted("update users set is_verified = false where user_id = 302") == []
    not_paid = "delete from user_challenges where challenge_id = 'rv' and specifier = '12e:a3'"
    assert then_minted(f"update users set is_verified = false where user_id = 302; {not_paid}") == ["r"]

    add_sample_data(thursday.connection, day=2)
    thursday.load()
    assert thursday.would_mint() == []
    one_of_the_contest = "delete from user_challenges where challenge_id = 'w' and specifier = '3e8:130'"
    assert then_minted(one_of_the_contest) == ["w"]
    one_who_withdrew = "delete from user_challenges where challenge_id = 't' and specifier = '29:t:bf4'"
    assert then_minted(one_who_withdrew) == ["t"]


# Gates that refuse nobody on Friday, and why.
OPEN_ON_FRIDAY = {"is_challenge_active", "is_after_adoption", "is_friday"}  # switched on, not adopted, the day itself
REFUSES_NOBODY = {
    ("e", "is_recipient_active"),  # what was counted is no candidate any more
    ("o", "is_first_line"),  # dbt's tests refuse such lines of one_shots before a load does
    ("o", "is_user_known"),
    ("o", "is_well_formed"),
    ("rv", "is_within_referrer_cap"),  # it has room for 5,000 referrals
}


def test_on_friday_only_few_gates_refuse_nobody(friday: World) -> None:
    friday.run("select set_config('challenges.as_of', %s, false)", FRIDAY.isoformat())
    rows = friday.rows(
        "select challenge_id, gate, count(*) from challenges.reward_decisions cross join unnest(failed_gates) as gate"
        " where not is_minted group by challenge_id, gate"
    )
    refused = {(challenge_id, gate): candidates for challenge_id, gate, candidates in rows}
    gates = set(friday.rows("select challenge_id, gate from challenges.gates"))
    assert {challenge_id for challenge_id, _ in gates} == set(CHALLENGES)
    nobody = gates - set(refused)
    assert {(challenge_id, gate) for challenge_id, gate in nobody if gate not in OPEN_ON_FRIDAY} == REFUSES_NOBODY
    assert {gate for _, gate in refused} & OPEN_ON_FRIDAY == set()
    # The week that is closed now would refuse all ten: nine are minted, which is no refusal.
    assert refused["tt", "is_week_open"] == 1


def test_each_challenge_has_something_new_on_both_days(thursday: World) -> None:
    loads = thursday.load(clock=THURSDAY)
    assert [challenge_id for challenge_id, load in loads.items() if not load.new] == ["tt", "tut"]  # it is no Friday
    add_sample_data(thursday.connection, day=2)
    assert [challenge_id for challenge_id, load in thursday.load(clock=FRIDAY).items() if not load.new] == []


def test_dbts_own_tests_pass_on_the_loaded_sample_data(friday: World) -> None:
    assert {load.error for load in friday.load().values()} == {None}

    results = run_dbt("test", "--exclude-resource-type", "unit_test")

    assert failures(results) == []
