"""Profile completion: the reward, and the state table that clients read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.test_growth import pages_touched
from tests.world import BLOCK, NOON

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.once
ROW = (
    "select is_complete, current_step_count, completed_at, completed_blocknumber from user_challenges order by user_id"
)
STATE = (
    "select user_id, profile_description, profile_name, profile_picture, profile_cover_photo, follows, favorites,"
    " reposts from challenge_profile_completion order by user_id"
)
PROFILE = {
    "handle_lc": "handle",
    "bio": "bio",
    "name": "name",
    "profile_picture_sizes": "picture",
    "cover_photo_sizes": "photo",
    "updated_at": NOON,
    "blocknumber": BLOCK,
}
ALL = (True, True, True, True, True, True, True)
NONE = (False, False, False, False, False, False, False)


def complete(world: World, user_id: int = 1, **values: object) -> None:
    """Let a user take all seven steps, the last one with the save."""
    world.users(user_id, **(PROFILE | values))
    for number in range(1, 6):
        at = NOON + timedelta(minutes=number)
        world.add("follows", follower_user_id=user_id, followee_user_id=100 + number, created_at=at, blocknumber=510)
    world.add("reposts", user_id=user_id, repost_item_id=1, created_at=NOON + timedelta(minutes=8), blocknumber=520)
    world.add("saves", user_id=user_id, save_item_id=1, created_at=NOON + timedelta(minutes=9), blocknumber=530)


def versions(world: World) -> list[tuple[object, ...]]:
    """Return the rewards and states with the physical identity of their rows: it changes with every write."""
    return world.rows(
        "select 'reward', user_id, ctid::text, xmin::text from user_challenges union all"
        " select 'state', user_id, ctid::text, xmin::text from challenge_profile_completion order by 1, 2"
    )


def test_a_profile_that_fills_up(world: World) -> None:
    world.users(1, handle_lc="handle", updated_at=NOON)
    assert (world.load("p")["p"].new, world.rows(STATE)) == (0, [])

    world.run("update users set name = 'name', blocknumber = %s", world.next_block())
    assert (world.load("p")["p"].new, world.load("p")["p"].updated) == (1, 0)
    assert world.rows(ROW) == [(False, 1, None, None)]
    assert world.rows(STATE) == [(1, False, True, False, False, False, False, False)]

    world.run(
        "update users set bio = '', profile_picture = 'p', cover_photo = 'c', blocknumber = %s", world.next_block()
    )
    for followee in range(1, 5):
        world.add("follows", follower_user_id=1, followee_user_id=followee, blocknumber=world.next_block())
    world.add("reposts", user_id=1, repost_item_id=1, repost_type="album", blocknumber=world.next_block())
    world.add("saves", user_id=1, save_item_id=1, save_type="playlist", blocknumber=world.next_block())
    assert world.load("p")["p"].updated == 1
    assert world.rows(ROW) == [(False, 6, None, None)]
    assert world.rows(STATE) == [(1, True, True, True, True, False, True, True)]

    later, block = NOON + timedelta(days=1), world.next_block()
    world.add("follows", follower_user_id=1, followee_user_id=9, created_at=later, blocknumber=block)
    result = world.load("p")["p"]
    assert (result.updated, result.scopes, result.rows_also_written) == (1, 1, 1)
    assert world.rows(ROW) == [(True, 7, later, block)]
    assert world.rows(STATE) == [(1, *ALL)]


@pytest.mark.parametrize(
    ("change", "step", "block"),
    [
        ("update users set updated_at = %s, blocknumber = 600", "users", 600),
        ("update follows set created_at = %s, blocknumber = 600 where followee_user_id = 103", "follows", 600),
        ("update reposts set created_at = %s, blocknumber = 600", "reposts", 600),
        ("update saves set created_at = %s, blocknumber = 600", "saves", 600),
        ("update saves set created_at = %s, blocknumber = null", "saves without a block", 601),
    ],
)
def test_a_complete_profile_qualified_with_the_latest_of_its_rows(
    world: World, change: str, step: str, block: int
) -> None:
    complete(world)
    world.add("blocks", blockhash="block-600", number=600)
    world.add("blocks", blockhash="head", number=601)
    at = NOON + timedelta(days=1)
    world.run(change, at)
    world.load("p")
    assert world.rows(ROW) == [(True, 7, at, block)], step


def test_the_fifth_followee_counts_from_the_first_follow_of_each(world: World) -> None:
    """Followed again, or followed by a sixth, changes nothing; former and deleted follows are none."""
    complete(world)
    last = NOON + timedelta(hours=1)
    world.run("update follows set created_at = %s, blocknumber = 510 where followee_user_id = 105", last)
    rows = (
        {"followee_user_id": 101, "txhash": "again"},
        {"followee_user_id": 106},
        {"followee_user_id": 107, "is_delete": True, "created_at": NOON},
        {"followee_user_id": 108, "is_current": False, "created_at": NOON},
    )
    for row in rows:
        world.add("follows", **({"follower_user_id": 1, "created_at": NOON + timedelta(days=2)} | row))
    world.load("p")
    assert world.rows(ROW) == [(True, 7, last, 510)]


def test_at_the_same_time_the_higher_block_counts(world: World) -> None:
    complete(world)
    at = NOON + timedelta(days=1)
    world.add("blocks", blockhash="block-600", number=600)
    world.run("update users set updated_at = %s, blocknumber = 600", at)
    world.run("update saves set created_at = %s", at)
    world.run("update reposts set created_at = %s, blocknumber = null", at)
    world.load("p")
    assert world.rows(ROW) == [(True, 7, at, 600)]


def test_the_state_follows_the_data_after_the_reward_is_complete(world: World) -> None:
    complete(world)
    world.load("p")
    before = world.rows(ROW)
    steps = (
        ("update saves set is_delete = true, blocknumber = {0}", (True, True, True, True, True, False, True)),
        ("update reposts set is_current = false, blocknumber = {0}", (True, True, True, True, True, False, False)),
        (
            "update follows set is_delete = true, blocknumber = {0} where followee_user_id = 105",
            (True, True, True, True, False, False, False),
        ),
        (
            "update users set bio = null, name = null, profile_picture_sizes = null, blocknumber = {0}",
            (False, False, False, True, False, False, False),
        ),
        ("update users set cover_photo_sizes = null, blocknumber = {0}", NONE),
    )
    for statement, state in steps:
        world.run(statement.format(world.next_block()))
        assert world.load("p")["p"].rows_also_written == 1
        assert world.rows(STATE) == [(1, *state)]
    assert world.rows(ROW) == before
    assert world.load("p", full=True)["p"].rows_also_written == 0


def test_an_incomplete_reward_stays_when_the_last_step_is_gone(world: World) -> None:
    world.users(1, 2, handle_lc="handle", name="name")
    world.load("p")
    world.run("update users set name = null, blocknumber = %s where user_id = 1", world.next_block())
    result = world.load("p")["p"]
    assert (result.updated, result.rows_also_written) == (0, 1)
    assert world.rows(ROW) == [(False, 1, None, None), (False, 1, None, None)]
    assert world.rows(STATE)[0] == (1, *NONE)


def test_who_never_had_a_step_or_a_handle_has_no_state(world: World) -> None:
    world.users(1, handle_lc="handle")
    world.users(2, **(PROFILE | {"handle_lc": None}))
    assert (world.load("p")["p"].new, world.rows(STATE)) == (0, [])


def test_an_inactive_challenge_writes_neither_reward_nor_state(world: World) -> None:
    complete(world)
    world.run("update challenges set active = false where id = 'p'")
    result = world.load("p")["p"]
    assert (result.new, result.rows_also_written, world.rows(STATE)) == (0, 0, [])
    world.run("update challenges set active = true where id = 'p'")
    result = world.load("p")["p"]
    assert (result.new, result.rows_also_written) == (1, 1)


def test_a_deactivated_user_has_a_state_and_no_reward(world: World) -> None:
    complete(world, is_deactivated=True)
    assert (world.load("p")["p"].new, world.rows(STATE)) == (0, [(1, *ALL)])
    world.run("update users set bio = null, blocknumber = %s", world.next_block())
    world.load("p")
    assert world.rows(STATE)[0][:3] == (1, False, True)


def test_over_the_limit_no_state_is_written(world: World) -> None:
    complete(world)
    world.run("update challenges.catalog set limit_rewards = 0, limit_audio = 0 where id = 'p'")
    assert (world.load("p")["p"].outcome, world.rows(STATE)) == ("over_limit", [])


def test_the_state_is_written_before_the_reward(world: World) -> None:
    complete(world)
    world.run("create table seen (follows boolean)")
    world.run(
        "create function look() returns trigger language plpgsql as $$ begin insert into seen"
        " select follows from challenge_profile_completion where user_id = new.user_id; return null; end $$;"
        " create trigger look after insert on user_challenges for each row execute function look()"
    )
    world.load("p")
    assert world.rows("select * from seen") == [(True,)]


EARLIER = [
    pytest.param((False, 0, None, None), (True, 7, NOON + timedelta(minutes=9), 530), id="incomplete with 0 steps"),
    pytest.param((False, 6, None, None), (True, 7, NOON + timedelta(minutes=9), 530), id="progress below today's"),
    pytest.param((True, 0, NOON, 7), (True, 0, NOON, 7), id="complete with a count of 0"),
    pytest.param((True, 7, None, None), (True, 7, None, None), id="complete without a time"),
]


@pytest.mark.parametrize(("earlier", "expected"), EARLIER)
def test_profiles_of_the_earlier_system_go_on_where_they_stand(
    world: World, earlier: tuple[object, ...], expected: tuple[object, ...]
) -> None:
    complete(world)
    columns = ("is_complete", "current_step_count", "completed_at", "completed_blocknumber")
    world.run("set session_replication_role = replica")
    world.add("user_challenges", challenge_id="p", specifier="1", user_id=1, **dict(zip(columns, earlier, strict=True)))
    world.run("set session_replication_role = origin")
    assert world.load("p")["p"].unpayable == ()
    assert (world.rows(ROW), world.rows(STATE)) == ([expected], [(1, *ALL)])


def test_progress_above_todays_falls(world: World) -> None:
    world.users(1, handle_lc="handle", name="name")
    world.add(
        "user_challenges", challenge_id="p", specifier="1", user_id=1, is_complete=False, current_step_count=6,
        completed_at=None,
    )  # fmt: skip
    world.load("p")
    assert world.rows(ROW) == [(False, 1, None, None)]


def test_a_first_load_writes_only_the_rewards_and_states_that_differ(world: World) -> None:
    for user_id in range(1, 21):
        complete(world, user_id)
    world.run(
        "insert into challenge_profile_completion select user_id, true, true, true, true, true, true, user_id > 1"
        " from users"
    )
    world.run("set session_replication_role = replica")
    for user_id in range(1, 21):
        world.add("user_challenges", challenge_id="p", specifier=f"{user_id:x}", user_id=user_id, current_step_count=7)
    world.run("set session_replication_role = origin")
    before = versions(world)

    result = world.load("p")["p"]

    assert (result.already_right, result.new, result.updated, result.rows_also_written) == (20, 0, 0, 1)
    assert len(set(before) - set(versions(world))) == 1


def test_a_second_load_writes_nothing(world: World) -> None:
    complete(world)
    world.users(2, handle_lc="handle", name="name")
    world.load("p")
    before = versions(world)
    assert world.load("p", full=True)["p"].already_right == 2
    assert versions(world) == before


def test_two_current_rows_of_a_user_are_one_profile(world: World) -> None:
    """A step is taken if one of the rows has it. Nothing is minted twice, the rest is minted."""
    complete(world, bio=None)
    world.users(1, **(PROFILE | {"name": None, "updated_at": NOON + timedelta(days=1), "txhash": "again"}))
    complete(world, 2)
    result = world.load("p")["p"]
    assert (result.error, result.new, result.unpayable, result.rows_also_written) == (None, 2, (), 2)
    assert world.rows(ROW)[0] == (True, 7, NOON + timedelta(days=1), BLOCK)
    world.run("update users set is_current = false, blocknumber = %s where txhash = 'again'", world.next_block())
    world.load("p")
    assert world.rows(STATE)[0] == (1, False, True, True, True, True, True, True)


def test_no_more_than_five_follows_are_counted_and_all_are_read_only_to_complete(world: World) -> None:
    """A profile that is not complete, or minted, reads five follows of ten thousand."""
    world.users(1, 2, **PROFILE)
    for user_id in (1, 2):
        world.run(
            "insert into follows (follower_user_id, followee_user_id, is_current, is_delete, created_at)"
            " select %s, n, true, false, '2026-01-01' from generate_series(1, 10000) as n",
            user_id,
        )
    world.add("reposts", user_id=2, repost_item_id=1)
    world.add("saves", user_id=2, save_item_id=1)
    world.run("analyze")

    def follows_read(user_id: int) -> int:
        before = world.rows_read()["follows"]
        world.rows(f"select * from challenges.profile_completion where is_eligible and user_id = any('{{{user_id}}}')")
        return world.rows_read()["follows"] - before

    assert follows_read(1) < 50
    assert follows_read(2) > 5000
    world.load("p")
    assert follows_read(2) < 50


def test_a_full_load_reads_the_follows_in_the_order_of_the_table(world: World) -> None:
    """By an index, in the order of the followers, each row would touch a page."""
    world.run(
        "insert into users (user_id, handle_lc, is_current, txhash, created_at, updated_at)"
        " select n, 'handle', true, 'tx', now(), now() from generate_series(1, 10000) as n"
    )
    world.run(
        "insert into follows (follower_user_id, followee_user_id, is_current, is_delete, created_at)"
        " select follower, followee, true, false, now()"
        " from generate_series(1, 10) as followee cross join generate_series(1, 10000) as follower"
    )
    world.run("analyze")
    ((pages,),) = world.rows("select pg_relation_size('follows') / current_setting('block_size')::integer")
    before = pages_touched(world)["public.follows"]
    assert world.load("p", full=True)["p"].new == 10000
    # Once for the rewards and the states together.
    assert pages_touched(world)["public.follows"] - before < 2 * pages
