"""Referrals are paid once, in any order of loads, verification, adoption and re-sent events, and by any writer."""

from __future__ import annotations

import random
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from loader.database import connect
from loader.errors import BusyError
from loader.load import load
from loader.outcome import LoadOptions
from tests.test_cli import run
from tests.test_writers import AT_THE_END, LOCKS, WAITING, WRITERS
from tests.world import BLOCK, NOON, WEDNESDAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.outcome import ChallengeLoad
    from tests.world import World

pytestmark = pytest.mark.once

REFERRALS = ("r", "rd", "rv")
PAID_TWICE = """
select array_agg(challenge_id || ' ' || specifier) from user_challenges
where challenge_id in ('r', 'rv') and is_complete
group by substring(specifier from '[^:]*$') having count(*) > 1
"""


@pytest.fixture(autouse=True)
def users(world: World) -> None:
    """Two referrers, 1 and 2, of whom nobody is verified, and users from 10 on."""
    world.users(1, 2, *range(10, 30))


def refer(world: World, referrer: int | None, *referred: int, **values: Any) -> None:
    """Let the current row of users name a referrer."""
    for user_id in referred:
        world.add("user_events", user_id=user_id, referrer=referrer, **values)


def verify(world: World, user_id: int, *, is_verified: bool = True) -> None:
    world.run(
        "update users set is_verified = %s, blocknumber = %s where user_id = %s",
        is_verified,
        world.next_block(),
        user_id,
    )


def change(world: World, user_id: int, *, is_deactivated: bool) -> None:
    world.run(
        "update users set is_deactivated = %s, blocknumber = %s where user_id = %s",
        *(is_deactivated, world.next_block(), user_id),
    )


def paid(world: World) -> list[tuple[str, str]]:
    """Return challenge and specifier of the complete rewards of r and rv, in the order of their specifiers."""
    return world.rows(
        "select challenge_id, specifier from user_challenges where challenge_id in ('r', 'rv') and is_complete"
        ' order by specifier collate "C", challenge_id'
    )


def adopted(world: World, *challenge_ids: str, block: int) -> None:
    """Draw the line of an adoption, at noon and at a block."""
    for challenge_id in challenge_ids:
        world.run(
            "insert into challenges_loader.adoptions (challenge_id, adoption_date, block_number) values (%s, %s, %s)",
            *(challenge_id, NOON, block),
        )
        world.run(
            "insert into challenges_loader.adopted_progress"
            " select challenge_id, specifier from user_challenges where challenge_id = %s and not is_complete",
            challenge_id,
        )


def scopes(results: dict[str, ChallengeLoad]) -> dict[str, int | None]:
    return {challenge_id: result.scopes for challenge_id, result in results.items()}


# What is paid


def test_a_referral_pays_the_referrer_and_the_referred_user(world: World) -> None:
    verify(world, 2)
    refer(world, 1, 10, blocknumber=600)
    refer(world, 2, 11, blocknumber=601)
    world.load(*REFERRALS)
    assert world.rewards("r") == [("1:a", 1, 1, NOON, 600)]
    assert world.rewards("rv") == [("2:b", 2, 1, NOON, 601)]
    assert world.rewards("rd") == [("a", 10, 1, NOON, 600), ("b", 11, 1, NOON, 601)]
    assert sum(result.new for result in world.load(*REFERRALS, full=True).values()) == 0


def test_a_referrer_who_does_not_exist_pays_nobody_and_is_reported(world: World) -> None:
    refer(world, 99, 10)
    refer(world, 0, 11)
    refer(world, 12, 12)
    assert {result.new for result in world.load(*REFERRALS).values()} == {0}
    assert world.rows("select defect, example from challenges.source_defects where table_name = 'user_events'") == [
        ("a referrer who does not exist", "user 10, referrer 99"),
        ("a referrer who does not exist", "user 11, referrer 0"),
    ]


# Paid once


def test_a_referral_is_paid_once_though_the_referrer_is_verified_later(world: World) -> None:
    refer(world, 1, 10)
    world.load(*REFERRALS)
    verify(world, 1)
    refer(world, 1, 11, blocknumber=world.next_block())
    world.load(*REFERRALS)
    verify(world, 1, is_verified=False)
    world.load(*REFERRALS)
    world.load(full=True)
    assert paid(world) == [("r", "1:a"), ("rv", "1:b")]


@pytest.mark.parametrize("order", [("r", "rv"), ("rv", "r")])
@pytest.mark.parametrize("is_verified", [False, True])
def test_the_order_of_loads_pays_nothing_twice(world: World, order: tuple[str, str], is_verified: bool) -> None:
    verify(world, 1, is_verified=is_verified)
    refer(world, 1, 10)
    for challenge_id in order:
        world.load(challenge_id)
        verify(world, 1, is_verified=not is_verified)
    world.load(*order)
    assert len(paid(world)) == 1


@pytest.mark.parametrize("full", [False, True])
def test_an_event_that_is_sent_again_or_names_somebody_else_later_pays_nothing_more(world: World, full: bool) -> None:
    refer(world, 1, 10, blocknumber=600)
    world.load()
    for referrer in (1, 2, None, 1):
        world.run("update user_events set is_current = false")
        refer(world, referrer, 10, blocknumber=world.next_block())
        assert {result.new for result in world.load(full=full).values()} == {0}
    assert (paid(world), world.specifiers("rd")) == ([("r", "1:a")], ["a"])


@pytest.mark.parametrize("specifier", ["1:a", "2:a", "7fffffff:a", "1=>2:a", "x:y:a", ":a"])
@pytest.mark.parametrize("challenge_id", ["r", "rv"])
def test_a_reward_of_an_earlier_system_that_ends_in_the_referred_user_counts(
    world: World, challenge_id: str, specifier: str
) -> None:
    world.add("user_challenges", challenge_id=challenge_id, specifier=specifier, user_id=7, completed_blocknumber=1)
    verify(world, 1, is_verified=challenge_id == "r")  # so that it is not the candidate itself
    refer(world, 1, 10)
    assert {result.new for result in world.load("r", "rv").values()} == {0}


@pytest.mark.parametrize(
    ("specifier", "values"),
    [("1:aa", {}), ("a", {}), ("1:0a", {}), ("2:a", {"is_complete": False, "completed_at": None})],
)
def test_a_reward_of_another_user_or_in_progress_does_not_count(
    world: World, specifier: str, values: dict[str, Any]
) -> None:
    world.add("user_challenges", challenge_id="r", specifier=specifier, user_id=7, **values)
    refer(world, 1, 10)
    assert world.load("r")["r"].new == 1


def test_a_referred_user_who_was_paid_in_the_earlier_form_is_not_paid_again(world: World) -> None:
    world.add("user_challenges", challenge_id="rd", specifier="a:63", user_id=10, completed_blocknumber=1)
    world.add("user_challenges", challenge_id="rd", specifier="63:b", user_id=99, completed_blocknumber=1)
    refer(world, 1, 10, 11)
    world.load("rd")
    assert world.specifiers("rd") == ["63:b", "a:63", "b"]


def test_of_several_current_rows_only_the_first_referrer_is_paid(world: World) -> None:
    refer(world, 2, 10, blocknumber=602)
    refer(world, 1, 10, blocknumber=603)
    refer(world, 1, 10, blocknumber=601, is_current=False)
    refer(world, 1, 11, blocknumber=None)
    refer(world, 2, 11, blocknumber=None)
    world.load(*REFERRALS)
    world.load(*REFERRALS, full=True)
    assert paid(world) == [("r", "1:b"), ("r", "2:a")]
    assert [(reward[0], reward[4]) for reward in world.rewards("rd")] == [("a", 602), ("b", 603)]


def test_a_verified_and_an_unverified_referrer_of_one_user_are_not_both_paid(world: World) -> None:
    """The first referrer is chosen before it is asked whether r or rv pays them."""
    verify(world, 1)
    refer(world, 1, 10, blocknumber=601)
    refer(world, 2, 10, blocknumber=602)
    world.load("r", "rv")
    assert paid(world) == [("rv", "1:a")]


def test_a_referrer_who_is_gone_leaves_the_referral_to_nobody(world: World) -> None:
    """Of several current rows, a defect, the first counts, also if its gates refuse it."""
    refer(world, 1, 10, blocknumber=601)
    refer(world, 2, 10, blocknumber=602)
    change(world, 1, is_deactivated=True)
    world.load(*REFERRALS)
    world.load(*REFERRALS, full=True)
    assert (paid(world), world.specifiers("rd")) == ([], [])

    change(world, 1, is_deactivated=False)
    assert scopes(world.load(*REFERRALS)) == {"r": 1, "rd": 2, "rv": 1}
    assert (paid(world), world.specifiers("rd")) == ([("r", "1:a")], ["a"])


def test_a_reward_of_the_other_challenge_that_is_taken_away_lets_the_referral_be_paid(world: World) -> None:
    refer(world, 1, 10)
    world.load("r", "rv")
    verify(world, 1)
    world.load("r", "rv")
    world.run("delete from user_challenges where challenge_id = 'r'")
    result = world.load("rv")["rv"]
    assert (result.new, result.full_read_reason) == (1, "a reward was taken away or changed by somebody else")


# The cap


def test_the_cap_of_r_is_in_audio_for_ever_and_rv_pays_what_it_refused(world: World) -> None:
    for place, user_id in enumerate((13, 12, 11, 10, 14, 15)):
        refer(world, 1, user_id, blocknumber=600 + place // 2)
    refer(world, 1, 16, blocknumber=None)
    world.load("r", "rv")
    # By block, then referred id.
    assert world.specifiers("r") == ["1:a", "1:b", "1:c", "1:d", "1:e"]
    assert world.load("r", full=True)["r"].new == 0
    verify(world, 1)
    world.load("r", "rv")
    assert world.specifiers("rv") == ["1:10", "1:f"]
    assert world.rows(PAID_TWICE) == []


def test_a_reward_counts_in_the_cap_by_its_own_amount_and_user(world: World) -> None:
    world.run("update challenges set amount = '2' where id = 'r'")
    world.add("user_challenges", challenge_id="r", specifier="x", user_id=1, amount=2, completed_blocknumber=1)
    world.add("user_challenges", challenge_id="r", specifier="1:c8", user_id=2, amount=4, completed_blocknumber=1)
    world.add("user_challenges", challenge_id="rv", specifier="1:c9", user_id=1, amount=9, completed_blocknumber=1)
    refer(world, 1, 10, 11, 12)
    refer(world, 2, 13, 14)
    world.load("r")
    # 1 has 2 of 5: two more, before the second there are 4. 2 has 4 of 5: one more.
    assert world.specifiers("r") == ["1:a", "1:b", "1:c8", "2:d", "x"]


def test_each_load_goes_on_where_the_cap_stands(world: World) -> None:
    for place, user_id in enumerate(range(10, 18)):
        refer(world, 1, user_id, blocknumber=600 + place)
        world.load("r")
    assert world.specifiers("r") == ["1:a", "1:b", "1:c", "1:d", "1:e"]


def test_an_earlier_system_that_paid_beyond_the_cap_leaves_no_room(world: World) -> None:
    for user_id in range(20, 29):
        world.add("user_challenges", challenge_id="r", specifier=f"1:{user_id:x}", user_id=1, completed_blocknumber=1)
    refer(world, 1, 10)
    assert world.load("r")["r"].new == 0


def test_explain_shows_the_cap_in_audio_and_what_fills_it(world: World) -> None:
    world.run("update challenges set step_count = 2, amount = '2' where id = 'r'")
    refer(world, 1, 10)
    world.load("r")
    refer(world, 1, 11)
    printed = run("explain", "--challenge", "r", "--user", "1", "--as-of", WEDNESDAY.isoformat()).stdout
    assert "r referral 1:b of user 1: refused because of is_within_referrer_cap\n" in printed
    assert (
        "The referrer's rewards of this challenge are below the catalog's step_count in AUDIO."
        " It counted 2 of 2 AUDIO of user_id 1."
        " filled by 1:a, 2 AUDIO, at 2026-05-20 12:00:00 UTC, minted"
        " no room again: its rewards count for ever"
    ) in " ".join(printed.split())


def test_explain_lists_few_of_the_many_rewards_that_fill_a_cap(world: World) -> None:
    for number in range(100, 125):
        world.add("user_challenges", challenge_id="r", specifier=f"1:{number:x}", user_id=1, completed_blocknumber=1)
    refer(world, 1, 10)
    printed = run("explain", "--specifier", "1:a", "--as-of", WEDNESDAY.isoformat()).stdout
    assert printed.count("filled by") == 20
    assert "       and by 5 more rewards; --json lists all\n" in printed


def test_explain_names_the_reward_that_was_paid_already(world: World) -> None:
    refer(world, 1, 10)
    world.load()
    verify(world, 1)
    printed = run("explain", "--challenge", "rv", "--user", "1", "--as-of", WEDNESDAY.isoformat()).stdout
    assert "rv referral_verified 1:a of user 1: refused because of is_not_paid_before\n" in printed
    assert "referred_id 10, paid_as r 1:a" in printed


# Adoption


def test_after_an_adoption_only_what_has_a_later_block_is_paid(world: World) -> None:
    refer(world, 1, 10, blocknumber=600)
    refer(world, 1, 11, blocknumber=None)
    refer(world, 1, 12, blocknumber=601)
    adopted(world, *REFERRALS, block=600)
    world.load(*REFERRALS)
    assert (paid(world), world.specifiers("rd")) == ([("r", "1:c")], ["c"])

    # A copy is not new, nor is what the verification of the referrer makes a candidate of rv.
    world.run("update user_events set is_current = false")
    refer(world, 1, 10, 11, 12, blocknumber=world.next_block())
    verify(world, 1)
    world.load(*REFERRALS)
    assert paid(world) == [("rv", "1:b"), ("r", "1:c")]


def test_what_the_earlier_system_began_is_completed_and_only_that(world: World) -> None:
    for challenge_id, specifier in (("r", "1:a"), ("rd", "a")):
        world.add(
            "user_challenges",
            **{"challenge_id": challenge_id, "specifier": specifier, "user_id": 9, "is_complete": False},
            completed_at=None,
        )
    refer(world, 1, 10, 11, blocknumber=600)
    adopted(world, *REFERRALS, block=600)
    results = world.load(*REFERRALS)
    assert {challenge_id: (result.new, result.updated) for challenge_id, result in results.items()} == {
        "r": (0, 1),
        "rd": (0, 1),
        "rv": (0, 0),
    }
    assert world.rewards("r") == [("1:a", 1, 1, NOON, 600)]


def test_history_is_paid_if_the_adoption_is_taken_back(world: World) -> None:
    refer(world, 1, 10, blocknumber=600)
    adopted(world, *REFERRALS, block=600)
    assert world.load("r")["r"].new == 0
    world.run("delete from challenges_loader.adoptions")
    assert world.load("r")["r"].new == 1


# At the same time


@contextmanager
def stopped(world: World, *challenge_ids: str) -> Iterator[None]:
    """Load elsewhere; for the block, the load has written and cannot commit."""

    def work() -> None:
        with connect() as connection:
            list(load(connection, "challenges", LoadOptions(only=challenge_ids, clock=WEDNESDAY)))

    loader = threading.Thread(target=work)
    with psycopg.connect() as holder:
        holder.execute("lock table challenges_loader.watermarks in share mode")
        loader.start()
        world.wait_for(AT_THE_END)
        yield
        holder.rollback()
    loader.join()


def write(other: psycopg.Connection[Any], challenge_id: str, specifier: str) -> None:
    """Write a complete reward as another system does."""
    other.execute(
        "insert into user_challenges (challenge_id, specifier, user_id, amount, is_complete, completed_at,"
        " completed_blocknumber) values (%s, %s, 2, 1, true, %s, %s)",
        (challenge_id, specifier, NOON, BLOCK),
    )


def test_two_loaders_never_work_on_r_and_rv_at_the_same_time(world: World) -> None:
    refer(world, 1, 10)
    with stopped(world, "r"):
        verify(world, 1)
        result = run("load", "--challenge", "rv", "--dry-run")
        assert result.exit_code == 0
        with pytest.raises(BusyError, match=r"Another load is running: process .* loads r"):
            world.load("rv")
    assert world.load("rv")["rv"].new == 0
    assert paid(world) == [("r", "1:a")]
    assert world.rows(LOCKS) == []


def test_a_load_of_both_takes_each_lock_once(world: World) -> None:
    refer(world, 1, 10)
    world.load("r", "rv")
    world.load(full=True)
    assert world.rows(LOCKS) == []


def test_a_load_waits_for_a_writer_of_the_other_challenge(world: World) -> None:
    refer(world, 1, 10)
    with psycopg.connect() as other:
        write(other, "rv", "2:a")
        loader = threading.Thread(target=lambda: load_elsewhere("r"))
        loader.start()
        world.wait_for(WAITING.replace("pid", "1", 1))
        other.commit()
    loader.join()
    assert paid(world) == [("rv", "2:a")]


def load_elsewhere(*challenge_ids: str) -> None:
    with connect() as connection:
        list(load(connection, "challenges", LoadOptions(only=challenge_ids, clock=WEDNESDAY)))


def test_a_writer_of_one_waits_for_a_load_of_the_other(world: World) -> None:
    refer(world, 1, 10)
    with psycopg.connect() as other:
        with stopped(world, "r"):
            other.execute("set lock_timeout = '20ms'")
            other.commit()
            for challenge_id in ("r", "rv"):
                with pytest.raises(psycopg.errors.LockNotAvailable):
                    write(other, challenge_id, "2:a")
                other.rollback()
            write(other, "rd", "b")
            other.commit()
        assert world.rows(WRITERS) == []


@pytest.mark.parametrize("challenge_id", ["r", "rv"])
@pytest.mark.parametrize("order", [("r", "rv"), ("rv", "r")])
def test_a_writer_of_both_is_never_cancelled_for_a_load(
    world: World, challenge_id: str, order: tuple[str, str]
) -> None:
    """The load holds no writer lock while it waits for another, so there is no deadlock."""
    verify(world, 1, is_verified=challenge_id == "rv")
    refer(world, 1, 10)
    with psycopg.connect() as other:
        write(other, order[0], "2:b")
        loader = threading.Thread(target=load_elsewhere, args=[challenge_id])
        loader.start()
        world.wait_for(WAITING.replace("pid", "1", 1))
        write(other, order[1], "2:a")
        other.commit()
    loader.join()
    assert [specifier for _, specifier in paid(world)] == ["2:a", "2:b"]
    assert world.rows("select deadlocks from pg_stat_database where datname = current_database()") == [(0,)]
    assert world.rows(LOCKS) == []


# Everything at random


def one_step(world: World, dice: random.Random) -> None:
    """Let the platform write something about referrals, in a block of its own, or, rarely, without one."""
    block = world.next_block()
    user_id, referrer = dice.randrange(10, 18), dice.choice((1, 2, 3, 10, 11, None))
    step = dice.randrange(16)
    if step < 7:
        if dice.random() < 0.8:  # otherwise there are several current rows
            world.run("update user_events set is_current = false where user_id = %s", user_id)
        refer(
            world, referrer, user_id, blocknumber=dice.choice((block, block, None)), is_mobile_user=dice.random() < 0.3
        )
    elif step < 14:
        column = dice.choice(("is_verified", "is_deactivated"))
        world.run(
            f"update users set {column} = not {column}, blocknumber = %s where user_id = %s",
            *(block, dice.choice((1, 2, 3, user_id))),
        )
    elif step == 14:
        world.run("update challenges set active = not active where id = %s", dice.choice(REFERRALS))
    elif not world.rows("select 1 from users where user_id = 3"):
        world.users(3, blocknumber=block)


@pytest.mark.parametrize("seed", range(4))
def test_loads_of_what_changed_miss_nothing_and_nothing_is_paid_twice(world: World, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    chosen = ("m", *REFERRALS)
    if seed % 2:
        adopted(world, *chosen, block=10)
    for _ in range(60):
        one_step(world, dice)
        world.load(*dice.sample(chosen, 2) if dice.random() < 0.5 else chosen)
    world.run("update challenges set active = true where id = any(%s)", [*chosen])
    world.load(*chosen)
    for _ in range(20):
        one_step(world, dice)
        world.load(*chosen)
        active = [one for (one,) in world.rows("select id from challenges where active and id = any(%s)", [*chosen])]
        missed = {
            name: result.new for name, result in world.load(*active, full=True, dry_run=True).items() if result.new
        }
        assert missed == {}
    assert paid(world)
    assert world.rows(PAID_TWICE) == []


def test_the_index_on_paid_referrals_finds_them_and_nothing_else(world: World) -> None:
    """Before PostgreSQL knows of the first rewards of r, it would read all of the index for each reward of rv."""

    def plan(query: str) -> str:
        return "\n".join(line for (line,) in world.rows(f"explain {query}"))

    name = "challenges_user_challenges_paid_referral_idx"
    world.run("set enable_seqscan = off")
    assert name in plan("select 1 from challenges.paid_referrals where referred_id = 7")
    world.run("alter table user_challenges drop constraint user_challenges_pkey cascade")
    for (other,) in world.rows(
        "select indexname from pg_indexes where tablename = 'user_challenges' and indexname <> %s", name
    ):
        world.run(f"drop index {other}")
    assert "Seq Scan" in plan("select 1 from user_challenges where challenge_id = 'rv' and is_complete")
