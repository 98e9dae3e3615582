"""Why a reward was earned or refused: what explain prints, and that it agrees with the load."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from loader.cli import main
from loader.database import views_schema
from loader.explain import CONTRACT, Decision, Question, explain, room_after
from sandbox.platform import add_sample_data
from tests.filler import fill
from tests.world import FRIDAY, NOON, WEDNESDAY

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["explain", *arguments, "--as-of", WEDNESDAY.isoformat()])
    assert result.exit_code == 0, result.output
    return result.stdout


def decisions(world: World, *challenge_ids: str, **question: Any) -> list[Decision]:
    question.setdefault("clock", WEDNESDAY)
    return list(explain(world.connection, views_schema(), Question(challenge_ids, **question)))


def cosigns(world: World, *times: datetime, first_child: int = 100) -> None:
    """Let user 1, verified, save a remix of user 2 at each of the times."""
    for child, time in enumerate(times, first_child):
        world.track(child, owner_id=2)
        world.add("remixes", parent_track_id=10, child_track_id=child)
        world.add("saves", user_id=1, save_item_id=child, created_at=time)


@pytest.fixture
def cosigner(world: World) -> World:
    """A verified user 1 with track 10, and a user 2."""
    world.run("update challenges set active = true where id = 'cs'")
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1)
    return world


@pytest.fixture
def sample(world: World) -> World:
    """The sample data of both days."""
    world.run("update challenges set active = true where id = 'cs'")
    add_sample_data(world.connection, day=1)
    add_sample_data(world.connection, day=2)
    return world


@pytest.mark.parametrize(
    ("fault", "decision"),
    [
        ({"amount": "NaN"}, "unpayable"),
        ({"amount": "Infinity"}, "unpayable"),
        ({"amount": "1.5"}, "unpayable"),
        ({"amount": "-1"}, "unpayable"),
        ({"specifier": None}, "unpayable"),
        ({"specifier": "\u00e9" * 501}, "unpayable"),
        ({"specifier": "\u00e9" * 500}, "earned"),
        ({"completed_blocknumber": None}, "unpayable"),
        ({"qualified_at": None}, "unpayable"),
        ({"qualified_at": "infinity"}, "unpayable"),
        ({"qualified_at": "-infinity"}, "unpayable"),
        ({"qualified_at": "0001-01-01"}, "unpayable"),
        ({"qualified_at": "0044-03-15 BC"}, "unpayable"),
        ({"qualified_at": "20000-01-01"}, "unpayable"),
    ],
)
def test_unpayable_is_what_the_load_does_not_pay(world: World, fault: dict[str, Any], decision: str) -> None:
    world.offer({"specifier": "a"} | fault)
    assert [found.decision for found in decisions(world, "x")] == [decision]
    assert world.load(dry_run=True)["x"].new == (decision == "earned")
    assert run("--challenge", "x")
    assert json.loads(run("--challenge", "x", "--json"))["decision"] == decision


@pytest.mark.parametrize(("step_count", "shown"), [(5, "2 of 5 steps"), (None, "2 steps")])
def test_a_reward_in_progress(world: World, step_count: int | None, shown: str) -> None:
    progress = {"specifier": "a", "current_step_count": 2, "is_complete": False}
    world.offer(progress | {"qualified_at": None, "completed_blocknumber": None}, step_count=step_count)

    assert run("--challenge", "x") == f"x offered a of user 1: in progress, {shown}\n  1 AUDIO\n\n"
    answer = json.loads(run("--challenge", "x", "--json"))
    assert (answer["decision"], answer["current_step_count"], answer["step_count"]) == ("in progress", 2, step_count)

    assert world.load()["x"].new == 1
    assert [decision.decision for decision in decisions(world, "x")] == ["in progress"]
    world.run("update offered set current_step_count = 5, is_complete = true, qualified_at = %s", NOON)
    world.run("update offered set completed_blocknumber = 500")
    assert [decision.decision for decision in decisions(world, "x")] == ["earned"]
    assert world.load()["x"].updated == 1
    assert [decision.decision for decision in decisions(world, "x")] == ["minted"]


def test_progress_that_cannot_be_paid(world: World) -> None:
    world.offer({"specifier": "a", "is_complete": False, "amount": "1.5"})
    (decision,) = decisions(world, "x")
    assert decision.decision == "unpayable"
    assert decision.unpayable_reason == "with an amount that is no whole number up to 2147483647"


def test_a_candidate_that_a_gate_refuses(world: World) -> None:
    world.users(1, is_verified=False)
    world.users(2)
    world.track(1000, owner_id=1, pinned_comment_id=5)
    world.add("comments", comment_id=5, user_id=2, entity_id=1000)

    assert run("--user", "2", "--challenge", "cp") == (
        "cp comment_pin 2:3e8 of user 2: refused because of is_owner_verified\n"
        "  10 AUDIO, qualified at 2026-05-20 12:00:00 UTC, track_id 1000\n"
        "  yes  is_challenge_active  The challenge is active in the table challenges.\n"
        "  yes  is_after_adoption    The adoption, if there is one, does not leave it to\n"
        "                            the earlier system.\n"
        "  NO   is_owner_verified    The track's owner has a current user row that is\n"
        "                            verified.\n"
        "  yes  is_not_own_comment   The commenter is not the track's owner.\n"
        "  yes  is_recipient_active  The recipient has a current user row that is not\n"
        "                            deactivated.\n"
        "\n"
    )


@pytest.mark.parametrize("time", ["infinity", "-infinity", "9999-12-20", "0001-01-05"])
def test_a_cap_at_the_end_of_time(cosigner: World, time: str) -> None:
    """No such reward is minted, but a cap sees it all the same, and there is no day after the last."""
    cosigns(cosigner, *[NOON] * 6)
    cosigner.run("update saves set created_at = %s", time)

    assert cosigner.load("cs")["cs"].new == 0
    assert run("--challenge", "cs").count("refused because of is_within_cosigner_cap") == 1


def test_a_candidate_that_a_cap_refuses(cosigner: World) -> None:
    cosigns(cosigner, *(NOON - number * DAY for number in (4, 3, 2, 1, 0)))
    cosigner.load("cs")
    cosigns(cosigner, NOON, first_child=200)

    assert run("--specifier", "1:c8") == (
        "cs cosign 1:c8 of user 2: refused because of is_within_cosigner_cap\n"
        "  1,000 AUDIO, qualified at 2026-05-20 12:00:00 UTC, cosigner_id 1,\n"
        "  child_track_id 200\n"
        "  yes  is_challenge_active     The challenge is active in the table challenges.\n"
        "  yes  is_after_adoption       The adoption, if there is one, does not leave it\n"
        "                               to the earlier system.\n"
        "  yes  is_cosigner_verified    The cosigner, who owns the parent track, is\n"
        "                               verified.\n"
        "  yes  is_recipient_active     The recipient has a current user row that is not\n"
        "                               deactivated.\n"
        "  NO   is_within_cosigner_cap  The cap of the cosigner has room for this reward.\n"
        "                               It counted 5 of 5 rewards of cosigner_id 1 within\n"
        "                               30 days before and after.\n"
        "       filled by 1:64 at 2026-05-16 12:00:00 UTC, minted\n"
        "       filled by 1:65 at 2026-05-17 12:00:00 UTC, minted\n"
        "       filled by 1:66 at 2026-05-18 12:00:00 UTC, minted\n"
        "       filled by 1:67 at 2026-05-19 12:00:00 UTC, minted\n"
        "       filled by 1:68 at 2026-05-20 12:00:00 UTC, minted\n"
        "       room again for candidates that qualify after 2026-06-15 12:00:00 UTC\n"
        "\n"
    )


def test_there_is_room_when_explain_says_so(cosigner: World) -> None:
    cosigns(cosigner, *(NOON - number * DAY for number in (9, 3, 2, 1, 0)))
    cosigner.load("cs")
    cosigns(cosigner, NOON, first_child=200)
    (refused,) = decisions(cosigner, specifier="1:c8")
    cap = refused.gates[-1].cap
    assert cap is not None
    assert cap.room_after == NOON + 21 * DAY

    cosigns(cosigner, cap.room_after, cap.room_after + timedelta(microseconds=1), first_child=300)
    cosigner.load("cs")

    assert "1:12d" in cosigner.specifiers("cs")
    assert "1:12c" not in cosigner.specifiers("cs")


def test_what_fills_a_cap_can_be_what_the_next_load_mints(cosigner: World) -> None:
    cosigns(cosigner, NOON, NOON, NOON, NOON, NOON, NOON)
    (refused,) = decisions(cosigner, specifier="1:69")
    cap = refused.gates[-1].cap
    assert cap is not None
    assert [(reward.specifier, reward.is_minted) for reward in cap.filled_by] == [
        (specifier, False) for specifier in ("1:64", "1:65", "1:66", "1:67", "1:68")
    ]
    assert "filled by 1:64 at 2026-05-20 12:00:00 UTC, to be minted by the next load" in run("--specifier", "1:69")


def test_a_cap_that_counts_for_ever_has_no_room_again(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(*range(2, 8))
    for user_id in range(2, 8):
        world.track(user_id, owner_id=user_id)
    world.add("events", event_id=9, user_id=1, event_data={"winners": [2, 3, 4, 5, 6]})
    world.load("w")
    world.run("update events set event_data = %s, updated_at = %s", '{"winners": [7]}', NOON + 8 * DAY)

    (refused,) = decisions(world, "w", user_id=7)
    assert refused.failed_gates == ("is_within_contest_cap",)
    (cap,) = [gate.cap for gate in refused.gates if gate.name == "is_within_contest_cap"]
    assert cap is not None
    assert [reward.specifier for reward in cap.filled_by] == ["9:2", "9:3", "9:4", "9:5", "9:6"]
    assert cap.room_after is None
    assert "no room again: its rewards count for ever" in run("--user", "7")


def test_each_cap_lists_the_rewards_of_its_own_key(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(*range(2, 9))
    for user_id in range(2, 9):
        world.track(user_id, owner_id=user_id)
    world.add("events", event_id=8, user_id=1, event_data={"winners": [8]}, updated_at=NOON - 20 * DAY)
    world.add("events", event_id=9, user_id=1, event_data={"winners": [2, 3, 4, 5, 6, 7]})

    (refused,) = decisions(world, "w", user_id=7)

    caps = {gate.name: gate.cap for gate in refused.gates if gate.cap}
    assert {name: (cap.key, cap.key_value) for name, cap in caps.items()} == {
        "is_within_contest_cap": ("event_id", 9),
        "is_within_host_cap": ("host_id", 1),
    }
    assert {name: [reward.specifier for reward in cap.filled_by] for name, cap in caps.items()} == {
        "is_within_contest_cap": ["9:2", "9:3", "9:4", "9:5", "9:6"],
        "is_within_host_cap": ["9:2", "9:3", "9:4", "9:5", "9:6"],
    }


def test_each_cap_of_a_contest_reports_how_many_rewards_it_counted(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(*range(2, 8))
    for user_id in range(2, 8):
        world.track(user_id, owner_id=user_id)
    world.add("events", event_id=8, user_id=1, event_data={"winners": [2, 3]}, updated_at=NOON - DAY)
    world.add("events", event_id=9, user_id=1, event_data={"winners": [4, 5, 6, 7]})

    (refused,) = decisions(world, "w", user_id=7)

    assert refused.failed_gates == ("is_within_host_cap",)
    assert {gate.name: gate.cap.count for gate in refused.gates if gate.cap} == {
        "is_within_contest_cap": 3,
        "is_within_host_cap": 5,
    }


def test_the_cap_of_a_track_reports_how_many_rewards_it_counted(world: World) -> None:
    world.users(*range(1, 24))
    world.track(10, owner_id=1)
    world.add("track_trending_scores", track_id=10, score=1)
    world.add("saves", user_id=2, save_item_id=10, created_at=NOON)
    world.add("saves", user_id=3, save_item_id=10, created_at=NOON + DAY)
    for user_id in range(4, 23):
        world.add(
            "user_challenges",
            challenge_id="t",
            specifier=f"{user_id:x}:t:a",
            user_id=user_id,
            amount=100,
            is_complete=True,
            completed_at=NOON,
        )

    last, refused = decisions(world, "t", user_id=2) + decisions(world, "t", user_id=3)

    (cap,) = [gate.cap for gate in last.gates if gate.cap]
    assert (last.failed_gates, cap.count, cap.rewards) == ((), 19, 20)
    (cap,) = [gate.cap for gate in refused.gates if gate.cap]
    assert (refused.failed_gates, cap.count, len(cap.filled_by)) == (("is_within_track_cap",), 20, 20)


@pytest.mark.parametrize("track_id", [10, 100])
def test_a_cosign_of_a_deleted_track_is_explained_too(cosigner: World, track_id: int) -> None:
    cosigns(cosigner, NOON)
    cosigner.run("update tracks set is_delete = true where track_id = %s", track_id)

    (of_user,) = decisions(cosigner, user_id=2)
    (with_specifier,) = decisions(cosigner, specifier="1:64")

    assert of_user == with_specifier
    assert of_user.decision == "earned"


def test_the_decision_before_and_after_the_load(world: World) -> None:
    world.users(700)
    world.add("comments", comment_id=1, user_id=700)
    question = ("--challenge", "c", "--specifier", "2bc:202621")

    assert run(*question).startswith("c first_weekly_comment 2bc:202621 of user 700: will be minted by the next load\n")
    world.load("c")
    ((at,),) = world.rows("select recorded_at from challenges_loader.challenge_loads")
    minted = f"minted on {at.astimezone(timezone.utc):%Y-%m-%d %H:%M:%S} UTC by load 1"
    assert run(*question).startswith(f"c first_weekly_comment 2bc:202621 of user 700: {minted}\n")
    world.run("update users set is_deactivated = true")
    assert run(*question).startswith(
        f"c first_weekly_comment 2bc:202621 of user 700: {minted};"
        " today's data would refuse it because of is_recipient_active\n"
    )
    world.run("delete from comments")
    assert run(*question) == (
        f"c first_weekly_comment 2bc:202621 of user 700: {minted}; today's data has no candidate for it\n  1 AUDIO\n\n"
    )


def test_a_reward_of_another_system_has_no_time_of_minting(world: World) -> None:
    world.users(700)
    world.add("comments", comment_id=1, user_id=700)
    world.add("user_challenges", challenge_id="c", specifier="2bc:202621", user_id=700, completed_blocknumber=1)
    question = ("--challenge", "c", "--specifier", "2bc:202621")
    answer = "c first_weekly_comment 2bc:202621 of user 700: minted by another system"
    assert run(*question).startswith(f"{answer}, completed on 2026-05-20 12:00:00 UTC\n")
    decision = json.loads(run(*question, "--json"))
    assert (decision["minted_at"], decision["load_id"]) == (None, None)
    assert decision["completed_at"] == "2026-05-20T12:00:00Z"
    world.run("set session_replication_role = replica")  # the platform's trigger would refuse what has no time
    world.run("update user_challenges set completed_at = null, created_at = '2026-05-01 10:00:00.123456Z'")
    assert run(*question).startswith(f"{answer}, created on 2026-05-01 10:00:00 UTC\n")


def test_a_reward_of_release_1_has_the_time_at_which_its_load_ended(world: World) -> None:
    world.users(700)
    world.add("comments", comment_id=1, user_id=700)
    world.load("c")
    world.run(
        "update challenges_loader.challenge_loads"
        " set recorded_at = null, started_at = '2026-05-20 13:00:00Z', seconds = 90"
    )
    assert "minted on 2026-05-20 13:01:30 UTC by load 1\n" in run("--specifier", "2bc:202621")


def test_a_user_without_a_candidate(world: World) -> None:
    world.users(700)
    assert run("--user", "700").startswith("No challenge has a candidate of user 700, and no such reward is minted. ")
    assert run("--user", "700", "--challenge", "c").startswith("c has no candidate of user 700, and ")
    assert run("--specifier", "1:1").startswith("No challenge has a candidate with the specifier 1:1, and ")
    assert run("--user", "700", "--json") == ""


def test_an_inactive_challenge_explains_itself(world: World) -> None:
    world.run("update challenges set active = false where id = 'c'")
    world.users(700)
    world.add("comments", comment_id=1, user_id=700)
    assert run("--user", "700").startswith(
        "c first_weekly_comment 2bc:202621 of user 700: refused because of is_challenge_active\n"
    )


@pytest.mark.parametrize(
    ("amount", "shown"), [("many", "an amount that is no whole number"), ("2147483648", "2,147,483,648 AUDIO")]
)
def test_what_the_load_cannot_pay_is_not_promised(world: World, amount: str, shown: str) -> None:
    world.run("update challenges set amount = %s where id = 'c'", amount)
    world.users(700)
    world.add("comments", comment_id=1, user_id=700)

    lines = run("--user", "700").splitlines()

    assert lines[0].startswith(
        "c first_weekly_comment 2bc:202621 of user 700: earned, but unpayable:"
        " with an amount that is no whole number up to 2147483647; "
    )
    assert lines[1].startswith(f"  {shown}, ")
    assert [unpayable.rows for unpayable in world.load("c")["c"].unpayable] == [1]


def test_json_has_the_same_for_programs(cosigner: World) -> None:
    cosigns(cosigner, NOON, NOON, NOON, NOON, NOON, NOON)
    answers = [json.loads(line) for line in run("--user", "2", "--json").splitlines()]
    assert [(answer["specifier"], answer["decision"]) for answer in answers] == [
        *((f"1:{child:x}", "earned") for child in range(100, 105)),
        ("1:69", "refused"),
    ]
    refused = answers[-1]
    assert refused["failed_gates"] == ["is_within_cosigner_cap"]
    assert refused["qualified_at"] == "2026-05-20T12:00:00Z"
    assert refused["keys"] == {"cosigner_id": 1, "child_track_id": 105}
    assert refused["gates"][0] == {
        "name": "is_challenge_active",
        "description": "The challenge is active in the table challenges.",
        "is_passed": True,
        "cap": None,
    }
    cap = refused["gates"][-1]["cap"]
    assert cap.pop("filled_by")[0] == {
        "specifier": "1:64",
        "counted_at": "2026-05-20T12:00:00Z",
        "is_minted": False,
        "amount": 1000,
    }
    assert cap == {
        "rewards": 5,
        "days": 30,
        "key": "cosigner_id",
        "key_value": 1,
        "count": 5,
        "room_after": "2026-06-19T12:00:00Z",
        "unit": "rewards",
    }


def test_nothing_to_explain_is_wrong_usage() -> None:
    result = CliRunner().invoke(main, ["explain"])
    assert result.exit_code == 2
    assert "Choose what to explain: --user, --challenge or --specifier" in result.stderr


@pytest.mark.usefixtures("world")
def test_an_unknown_challenge_is_wrong_usage() -> None:
    result = CliRunner().invoke(main, ["explain", "--challenge", "zz"])
    assert result.exit_code == 2
    assert "No eligibility view decides the challenge zz" in result.stderr


@pytest.mark.once
def test_one_user_or_specifier_is_explained_as_the_whole_is(sample: World) -> None:
    sample.load(clock=WEDNESDAY)
    everything = decisions(sample, clock=FRIDAY)
    assert {decision.decision for decision in everything} == {"minted", "earned", "in progress", "refused"}

    for user_id in {decision.user_id for decision in everything}:
        of_user = [decision for decision in everything if decision.user_id == user_id]
        assert decisions(sample, user_id=user_id, clock=FRIDAY) == of_user
    for specifier in {decision.specifier for decision in everything}:
        with_specifier = [decision for decision in everything if decision.specifier == specifier]
        assert decisions(sample, specifier=specifier, clock=FRIDAY) == with_specifier


def test_the_view_of_all_decisions_and_the_load_say_the_same(sample: World) -> None:
    sample.load(clock=WEDNESDAY)
    sample.run("select set_config('challenges.as_of', %s, false)", FRIDAY.isoformat())
    decided = sample.rows("select challenge_id, specifier, is_minted, failed_gates from challenges.reward_decisions")
    explained = [
        (decision.challenge_id, decision.specifier, decision.decision == "minted", list(decision.failed_gates))
        for decision in decisions(sample, clock=FRIDAY)
        if decision.gates
    ]
    assert sorted(decided) == sorted(explained)

    before = set(sample.rows("select challenge_id, specifier from user_challenges"))
    earned = {(challenge_id, specifier) for challenge_id, specifier, is_minted, failed in decided if not failed}
    sample.load(clock=FRIDAY)
    minted = set(sample.rows("select challenge_id, specifier from user_challenges"))
    assert minted - before == earned - before


def test_every_gate_is_described_and_every_cap_lists_its_rewards(world: World) -> None:
    gates = world.rows("select gate, description from challenges.gates")
    assert all(description.endswith(".") for _, description in gates)
    caps = world.rows(
        "select gate, cap_key, array(select attname::text from pg_attribute"
        " where attrelid = ('challenges.' || minted_view)::regclass and attnum > 0)"
        " from challenges.gates left join challenges.challenge_views using (challenge_id)"
        " where cap_unit is not null"
    )
    assert caps
    for gate, cap_key, columns in caps:
        assert {"specifier", "minted_at", "amount", cap_key} <= set(columns), gate


def test_gates_are_known_by_their_names_alone(world: World) -> None:
    """So explain shows them if the view gates cannot be read."""
    by_name = world.rows(
        "select challenge_id, array_agg(attname::text order by attnum) from challenges.challenge_views"
        " inner join pg_attribute on attrelid = ('challenges.' || view_name)::regclass"
        " where attname like 'is\\_%%' and not attname = any(%s) group by challenge_id order by challenge_id",
        [*CONTRACT],
    )
    described = world.rows(
        "select challenge_id, array_agg(gate order by gate_position) from challenges.gates"
        " group by challenge_id order by challenge_id"
    )
    assert by_name == described


def test_one_user_is_explained_without_reading_the_tables_whole(world: World) -> None:
    others = 20_000
    world.run("update challenges set active = true where id = 'cs'")
    fill(world, others, but=("aggregate_user", "events", "track_trending_scores"))
    world.run("set session_replication_role = replica")  # no trigger, for speed: they are not what is looked at
    world.run(
        "insert into user_challenges (challenge_id, specifier, user_id, is_complete, current_step_count, amount,"
        " completed_at) select 'cs', to_hex(i) || ':' || to_hex(i + 1), i + 1, true, 1, 1, now()"
        " from generate_series(1, %s) as i",
        others,
    )
    world.run("set session_replication_role = origin")
    world.users(900_001, is_verified=True)
    world.users(900_002)
    world.track(900_010, owner_id=900_001, pinned_comment_id=900_020)
    world.track(900_011, owner_id=900_002)
    world.add("comments", comment_id=900_020, user_id=900_002, entity_id=900_010)
    world.add("remixes", parent_track_id=900_010, child_track_id=900_011)
    world.add("reposts", user_id=900_001, repost_item_id=900_011)
    world.add("sol_purchases", signature="x", slot=1, buyer_user_id=900_001, content_id=900_011, amount=5_000_000)
    world.run("analyze")

    before = world.rows_read()
    found = decisions(world, user_id=900_002)
    after = world.rows_read()

    assert {decision.challenge_id for decision in found} == {"c", "cp", "cs", "s"}
    assert world.rows("select count(*) > 1000 from user_challenges where challenge_id = 'cs'") == [(True,)]
    read = {table: after[table] - before[table] for table in after if after[table] > before[table]}
    read.pop("events", None)  # few: PostgreSQL may read all contests to find the user's tracks
    assert {table: rows for table, rows in read.items() if rows > others / 20} == {}


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        pytest.param([4, 3, 2], 26, id="the first of three leaves"),
        pytest.param([30, 3, 2], 0, id="one at the far end of the window counts, and leaves at once"),
        pytest.param([4, 4, 2], 26, id="two leave together"),
        pytest.param([40, 3, 2, 1], 27, id="one that has left long ago is not looked at"),
        pytest.param([5, 4, 3, 2], 26, id="two must leave"),
        pytest.param([3, 2, 1, -28], 28, id="a later reward within the window that opens keeps it full"),
    ],
)
def test_room_after(days_ago: list[int], expected: int) -> None:
    assert room_after([NOON - days * DAY for days in days_ago], NOON, 30, 3) == NOON + expected * DAY


def test_room_after_of_a_cap_without_a_window() -> None:
    assert room_after([NOON], NOON, None, 1) is None


@pytest.fixture
def named(world: World) -> World:
    """A user 700 with a handle, and users that share one."""
    world.users(700, handle="Ann", handle_lc="ann")
    world.users(701, handle="Twin", handle_lc="twin")
    world.users(702, handle="twin", handle_lc="twin")
    world.add("users", user_id=703, handle="Gone", handle_lc="gone", is_current=False)
    world.add("comments", comment_id=1, user_id=700)
    return world


@pytest.mark.parametrize("user", ["700", "ann", "Ann", "@ANN"])
def test_a_user_is_found_by_id_and_by_handle(named: World, user: str) -> None:
    assert run("--user", user).startswith("c first_weekly_comment 2bc:202621 of user 700 (@Ann): will be minted")
    assert json.loads(run("--user", user, "--json"))["handle"] == "Ann"


@pytest.mark.parametrize(
    ("user", "said"),
    [
        ("nobody", "No current user has the handle nobody. Ask by the id, or check the name."),
        ("gone", "No current user has the handle gone. Ask by the id, or check the name."),
        ("@twin", "Several users have the handle twin: 701, 702. Ask by the id."),
        ("9999", "The platform has no current user 9999, and no reward of one."),
        ("0", "0 is no user id: ids go from 1 to 2147483647."),
        ("99999999999", "99999999999 is no user id: ids go from 1 to 2147483647."),
    ],
)
def test_a_user_that_cannot_be_found_is_a_sentence_of_its_own(named: World, user: str, said: str) -> None:
    result = CliRunner().invoke(main, ["explain", "--user", user])
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"error: {said}\n")
    assert run("--user", "701").startswith("No challenge has a candidate of user 701, and no such reward is minted. ")


def test_decisions_are_filtered_limited_and_counted(world: World) -> None:
    world.users(2, 3)
    world.users(4, 5, is_deactivated=True)
    for user_id in (2, 3, 4, 5):
        world.add("comments", comment_id=user_id, user_id=user_id)

    def decided(*arguments: str) -> list[str]:
        return re.findall(r"of user (\d)", run("--challenge", "c", *arguments))

    assert decided() == ["2", "3", "4", "5"]
    assert decided("--decision", "refused") == ["4", "5"]
    assert decided("--decision", "refused", "--decision", "earned") == ["2", "3", "4", "5"]
    assert decided("--decision", "refused", "--limit", "1") == ["4"]
    assert run("--challenge", "c", "--limit", "3").splitlines()[-1] == "3 of 4 shown"
    assert run("--challenge", "c").splitlines()[-1] == "4 of 4 shown"
    assert len(run("--challenge", "c", "--limit", "1", "--json").splitlines()) == 1
    nothing = "No candidate that fits is minted. Without --decision, all are shown.\n"
    assert run("--challenge", "c", "--decision", "minted") == nothing
    assert CliRunner().invoke(main, ["explain", "--challenge", "c", "--decision", "odd"]).exit_code == 2


def test_the_gate_of_adoption_shows_the_date(world: World) -> None:
    world.users(700)
    world.add("comments", comment_id=1, user_id=700)
    assert "does not leave it to\n                            the earlier system.\n" in run("--user", "700")
    world.run("insert into challenges_loader.adoptions (challenge_id, adoption_date) values ('c', '2026-05-21 08:00')")
    text = " ".join(run("--user", "700").split())
    gate = "NO is_after_adoption The adoption, if there is one, does not leave it to the earlier system."
    assert f"{gate} The adoption date is 2026-05-21 08:00:00 UTC." in text
    assert json.loads(run("--user", "700", "--json"))["adoption_date"] == "2026-05-21T08:00:00Z"


def test_a_deleted_or_hidden_comment_is_explained_and_the_first_visible_one_counts(world: World) -> None:
    world.users(700, handle="Ann")
    world.add("comments", comment_id=1, user_id=700, is_delete=True, created_at=NOON - 3 * timedelta(hours=1))
    world.add("comments", comment_id=2, user_id=700, is_visible=False, created_at=NOON - 2 * timedelta(hours=1))
    assert run("--user", "700", "--decision", "dismissed") == (
        "c first_weekly_comment 2bc:202621 of user 700 (@Ann): dismissed, it was deleted\n"
        "  acted at 2026-05-20 09:00:00 UTC, comment 1\n\n"
        "c first_weekly_comment 2bc:202621 of user 700 (@Ann): dismissed, it is hidden\n"
        "  acted at 2026-05-20 10:00:00 UTC, comment 2\n\n"
        "2 of 2 shown\n"
    )
    world.add("comments", comment_id=3, user_id=700)

    found = [json.loads(line) for line in run("--user", "700", "--json").splitlines()]

    assert [(one["decision"], one["dismissed_reason"], one["keys"]) for one in found] == [
        ("earned", None, {}),
        ("dismissed", "it was deleted", {"comment": 1}),
        ("dismissed", "it is hidden", {"comment": 2}),
    ]
    assert world.load("c")["c"].new == 1
    assert world.rewards("c")[0][3] == NOON
    assert run("--user", "700", "--challenge", "cp").startswith("cp has no candidate of user 700")


def test_withdrawn_saves_and_reposts_are_explained_to_whom_they_would_have_paid(cosigner: World) -> None:
    cosigns(cosigner, NOON)
    cosigner.run("update saves set is_delete = true")
    cosigner.add("track_trending_scores", track_id=10, score=1)
    cosigner.add("reposts", user_id=2, repost_item_id=10, is_delete=True)

    shown = run("--user", "2")

    assert (
        "cs cosign 1:64 of user 2: dismissed, it was deleted\n  acted at 2026-05-20 12:00:00 UTC, save 100, by_user 1\n"
        in shown
    )
    assert (
        "t tastemaker 2:t:a of user 2: dismissed, it was deleted\n  acted at 2026-05-20 12:00:00 UTC, repost 10\n"
        in shown
    )


def test_acts_that_cannot_be_looked_for_are_a_warning(world: World) -> None:
    world.users(700)
    world.add("comments", comment_id=1, user_id=700)
    world.run("drop view challenges.dismissed_acts; drop view challenges.user_handles")

    result = CliRunner().invoke(
        main, ["explain", "--challenge", "c", "--user", "700", "--as-of", WEDNESDAY.isoformat()]
    )

    assert result.exit_code == 0
    assert result.stdout.startswith("c first_weekly_comment 2bc:202621 of user 700: will be minted by the next load\n")
    assert result.stderr.startswith("warning: acts that were deleted or hidden could not be looked for: ")


def test_the_dismissed_acts_of_one_user_are_looked_up_by_index(world: World) -> None:
    fill(world, 3000)
    world.run("update comments set is_delete = true where user_id % 7 = 0")
    world.run("vacuum analyze")
    plan = "\n".join(
        line for (line,) in world.rows("explain select * from challenges.dismissed_acts where user_id = 700")
    )
    for table in ("comments", "saves", "reposts", "tracks", "remixes", "track_trending_scores"):
        assert not re.search(rf"Seq Scan on {table}\b", plan), plan
