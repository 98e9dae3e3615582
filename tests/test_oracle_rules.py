"""The oracle's own rules, by examples from the specification: it must be right before it judges others."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from tests.oracle import Notes, Oracle
from tests.oracle.listen_streak import named_at
from tests.oracle.one_shots import CAMPAIGN
from tests.world import FRIDAY, NOON, WEDNESDAY
from tests.worlds.drawing import PLAIN_USER, challenge, track, user
from tests.worlds.history import Piece, assembled, newest

if TYPE_CHECKING:
    from tests.oracle import Row, Tables

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)


def rows(table: str, *rows: Row) -> list[Piece]:
    """Return rows of a table, each under a key of its own."""
    return [Piece(table, (number,), (row,)) for number, row in enumerate(rows)]


def platform(*pieces: Piece | list[Piece]) -> Tables:
    """Return the tables of these pieces, with a head block of 900."""
    flat = [one for part in pieces for one in (part if isinstance(part, list) else [part])]
    return assembled(newest([*flat, *rows("blocks", {"number": 900})]))


def load(tables: Tables, challenge_id: str, clock: datetime = WEDNESDAY, notes: Notes | None = None) -> Oracle:
    """Load one challenge."""
    oracle = Oracle(tables, clock, notes or Notes())
    oracle.load([challenge_id])
    return oracle


def rewards(tables: Tables, *columns: str) -> list[tuple[Any, ...]]:
    """Return the rewards by specifier: (specifier, steps, complete), or the specifier and these columns."""
    columns = columns or ("current_step_count", "is_complete")
    return sorted((row["specifier"], *(row[column] for column in columns)) for row in tables["user_challenges"])


def reward(challenge_id: str, specifier: str, user_id: int, **values: Any) -> Row:
    """Return a complete reward of an earlier system, or as the values say."""
    row = {
        "challenge_id": challenge_id,
        "specifier": specifier,
        "user_id": user_id,
        "amount": 1,
        "is_complete": True,
        "current_step_count": 1,
        "created_at": WEDNESDAY - 9 * DAY,
        "completed_at": NOON - 9 * DAY,
        "completed_blocknumber": 5,
    }
    return row | values


PROGRESS = {"is_complete": False, "completed_at": None, "completed_blocknumber": None}


# u


def uploads(*minutes: int, **values: Any) -> list[Piece]:
    return [
        track(500 + place, 31, updated_at=NOON + timedelta(minutes=minute), blocknumber=10 + minute, **values)
        for place, minute in enumerate(minutes)
    ]


def test_the_third_upload_by_time_completes_the_reward() -> None:
    tables = platform(challenge("u", True), user(31, "plain"), uploads(4, 1, 2, 3))
    load(tables, "u")
    at = NOON + timedelta(minutes=3)
    assert rewards(tables, "completed_at", "completed_blocknumber", "current_step_count") == [("1f", at, 13, 3)]
    assert rewards(tables, "created_at") == [("1f", at.replace(tzinfo=timezone.utc))]


def test_two_uploads_are_progress_of_the_clock_and_one_less_lowers_it() -> None:
    tables = platform(challenge("u", True), user(31, "plain"), uploads(4, 1))
    load(tables, "u")
    assert rewards(tables) == [("1f", 2, False)]
    assert rewards(tables, "created_at", "completed_at", "completed_blocknumber") == [("1f", WEDNESDAY, None, None)]

    tables["tracks"][0]["is_delete"] = True
    load(tables, "u", WEDNESDAY + DAY)
    assert rewards(tables, "current_step_count", "created_at") == [("1f", 1, WEDNESDAY)]

    tables["tracks"].clear()
    assert load(tables, "u").seen["u: written"] == 0
    assert rewards(tables) == [("1f", 1, False)]


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        ({"stem_of": "null"}, 2),
        ({"stem_of": "{}"}, None),
        ({"is_unlisted": True}, None),
        ({"is_available": False}, 2),
    ],
)
def test_what_is_a_step_of_an_uploader(values: Row, steps: int | None) -> None:
    tables = platform(challenge("u", True), user(31, "plain"), uploads(1, 2, **values))
    load(tables, "u")
    assert [row["current_step_count"] for row in tables["user_challenges"]] == ([steps] if steps else [])


def test_uploads_before_the_starting_block_or_without_a_block_are_no_steps() -> None:
    tables = platform(challenge("u", True, starting_block=12), user(31, "plain"), uploads(1, 2, 3))
    tables["tracks"][2]["blocknumber"] = None
    load(tables, "u")
    assert rewards(tables) == [("1f", 1, False)]


@pytest.mark.parametrize(
    ("step_count", "expected"), [(None, [("1f", 2, False)]), (0, []), (1, [("1f", 1, True)]), (2, [("1f", 2, True)])]
)
def test_the_catalog_says_how_many_uploads_complete_it(step_count: int | None, expected: list[Any]) -> None:
    tables = platform(challenge("u", True, step_count=step_count), user(31, "plain"), uploads(1, 2))
    load(tables, "u")
    assert rewards(tables) == expected


def test_a_complete_row_with_a_step_count_of_0_stays() -> None:
    earlier = reward("u", "1f", 31, current_step_count=0)
    tables = platform(challenge("u", True), user(31, "plain"), uploads(1, 2, 3), rows("user_challenges", earlier))
    load(tables, "u")
    assert tables["user_challenges"] == [earlier]


# fp, ft, m


@pytest.mark.parametrize(
    ("contents", "is_paid"),
    [
        ('{"track_ids": [{"track": 1}]}', True),
        ('{"track_ids": [null]}', True),
        ('{"track_ids": []}', False),
        ('{"track_ids": {"0": 1}}', False),
        ("[]", False),
        ("null", False),
    ],
)
def test_a_playlist_needs_a_track(contents: str, is_paid: bool) -> None:
    playlist = {
        "playlist_id": 1,
        "playlist_owner_id": 31,
        "is_current": True,
        "is_delete": False,
        "playlist_contents": contents,
        "updated_at": NOON,
        "blocknumber": 28350000,
    }
    tables = platform(challenge("fp", True), user(31, "plain"), rows("playlists", playlist))
    load(tables, "fp")
    assert rewards(tables, "completed_blocknumber") == ([("1f", 28350000)] if is_paid else [])


def test_the_first_tip_is_the_first_by_slot_then_signature() -> None:
    tips = [
        {"slot": slot, "signature": signature, "sender_user_id": 31, "created_at": NOON + timedelta(minutes=place)}
        for place, (slot, signature) in enumerate([(8, "A"), (7, "a"), (7, "B")])
    ]
    tables = platform(challenge("ft", True), user(31, "plain"), rows("user_tips", *tips))
    load(tables, "ft")
    assert rewards(tables, "completed_blocknumber", "completed_at") == [("1f", 7, NOON + timedelta(minutes=2))]


def event(user_id: int, number: int | None, referrer: int | None = None, **values: Any) -> Row:
    row = {"user_id": user_id, "referrer": referrer, "is_mobile_user": False, "is_current": True}
    return row | {"blocknumber": number} | values


def test_a_mobile_install_has_the_lowest_block_that_said_so_and_the_clock() -> None:
    events = [
        event(31, 3),
        event(31, 5, is_mobile_user=True, is_current=False),
        event(31, None, is_mobile_user=True, is_current=False),
        event(31, 7, is_mobile_user=True),
    ]
    tables = platform(challenge("m", True), user(31, "plain"), rows("user_events", *events))
    load(tables, "m")
    assert rewards(tables, "completed_blocknumber", "completed_at") == [("1f", 5, NOON)]


# p


def profile(follows: int = 5, **values: Any) -> list[Piece | list[Piece]]:
    full = dict.fromkeys(("handle_lc", "bio", "name", "profile_picture_sizes", "cover_photo"), "")
    person = PLAIN_USER | full | {"blocknumber": 4, "updated_at": NOON - DAY, "user_id": 51} | values
    act = {"user_id": 51, "is_current": True, "is_delete": False, "blocknumber": 6, "created_at": NOON}
    followed = [
        act | {"follower_user_id": 51, "followee_user_id": number, "created_at": NOON - DAY + number * HOUR}
        for number in range(follows)
    ]
    return [
        rows("users", person),
        rows("follows", *followed),
        rows("reposts", act | {"repost_item_id": 1, "repost_type": "album"}),
        rows("saves", act | {"save_item_id": 1, "save_type": "playlist", "blocknumber": 8}),
    ]


STATE = (
    "profile_description",
    "profile_name",
    "profile_picture",
    "profile_cover_photo",
    "follows",
    "favorites",
    "reposts",
)


def test_a_full_profile_is_complete_at_the_latest_of_its_rows() -> None:
    tables = platform(challenge("p", True), *profile())
    load(tables, "p")
    assert rewards(tables, "current_step_count", "completed_at", "completed_blocknumber") == [("33", 7, NOON, 8)]
    assert tables["challenge_profile_completion"] == [{"user_id": 51, **dict.fromkeys(STATE, True)}]


def test_the_fifth_followee_counts_and_one_less_is_progress() -> None:
    tables = platform(challenge("p", True, step_count=3), *profile(follows=6))
    for table in ("reposts", "saves"):
        tables[table].clear()
    for column in ("bio", "name", "cover_photo"):
        tables["users"][0][column] = None
    load(tables, "p")
    assert rewards(tables) == [("33", 2, False)]

    tables["users"][0]["name"] = "a name"
    load(tables, "p")
    assert rewards(tables, "current_step_count", "completed_at") == [("33", 3, NOON - DAY + 4 * HOUR)]


def test_the_state_follows_the_data_also_when_the_last_step_is_gone() -> None:
    tables = platform(challenge("p", True), *profile())
    load(tables, "p")
    tables["users"][0] |= dict.fromkeys(("bio", "name", "profile_picture_sizes", "cover_photo"))
    for table in ("follows", "reposts", "saves"):
        tables[table].clear()
    assert load(tables, "p").seen["p: also written"] == 1
    assert tables["challenge_profile_completion"] == [{"user_id": 51, **dict.fromkeys(STATE, False)}]
    assert rewards(tables) == [("33", 7, True)]
    assert load(tables, "p").seen["p: also written"] == 0


def test_without_a_handle_there_is_neither_reward_nor_state() -> None:
    tables = platform(challenge("p", True), *profile(handle_lc=None))
    load(tables, "p")
    assert (tables["user_challenges"], tables["challenge_profile_completion"]) == ([], [])


# p1, p2, p3


def played(*counts: int, month: date = date(2025, 1, 1)) -> Tables:
    plays = [
        {"play_item_id": 560 + place, "timestamp": month, "country": "", "count": count}
        for place, count in enumerate(counts)
    ]
    tracks = [track(560 + place, 61) for place in range(len(counts))]
    milestones = [challenge(challenge_id, True) for challenge_id in ("p1", "p2", "p3")]
    return platform(milestones, user(61, "verified"), tracks, rows("aggregate_monthly_plays", *plays))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0,), []),
        ((249,), [("3d:250", 249, False)]),
        ((200, 50), [("3d:1000", 250, False), ("3d:250", 250, True)]),
        ((12000,), [("3d:1000", 1000, True), ("3d:10000", 10000, True), ("3d:250", 250, True)]),
        (
            (2147483647, 2147483647),
            [("3d:1000", 1000, True), ("3d:10000", 10000, True), ("3d:250", 250, True)],
        ),
    ],
)
def test_milestones_are_cumulative_in_one_load(counts: tuple[int, ...], expected: list[Any]) -> None:
    tables = played(*counts)
    Oracle(tables, WEDNESDAY).load(["p1", "p2", "p3"])
    assert rewards(tables) == expected


def test_plays_before_2025_do_not_count() -> None:
    tables = played(250, month=date(2024, 12, 31))
    load(tables, "p1")
    assert tables["user_challenges"] == []


def test_the_milestone_before_needs_a_step_count() -> None:
    tables = played(12000)
    tables["challenges"] = [row | {"step_count": None} if row["id"] == "p1" else row for row in tables["challenges"]]
    Oracle(tables, WEDNESDAY).load(["p2", "p3"])
    assert rewards(tables) == [("3d:10000", 10000, True)]


# r, rv, rd


def referred(*events: Row, **catalog: Any) -> Tables:
    challenges = [challenge(challenge_id, True, **catalog) for challenge_id in ("r", "rd", "rv")]
    return platform(challenges, [user(user_id, "plain") for user_id in range(71, 80)], rows("user_events", *events))


def test_a_referral_is_paid_once_though_the_referrer_is_verified_later() -> None:
    tables = referred(event(73, 5, 71))
    Oracle(tables, WEDNESDAY).load(["r", "rd", "rv"])
    tables["users"][0]["is_verified"] = True
    Oracle(tables, WEDNESDAY).load(["r", "rd", "rv"])
    assert [
        (row["challenge_id"], *one) for row, one in zip(tables["user_challenges"], rewards(tables), strict=True)
    ] == [
        ("r", "47:49", 1, True),
        ("rd", "49", 1, True),
    ]


def test_a_referred_user_is_paid_for_once_even_if_others_are_named_later() -> None:
    tables = referred(event(73, 6, 72))
    tables["user_challenges"].append(reward("rv", "47:49", 71))
    Oracle(tables, WEDNESDAY).load(["r", "rv"])
    assert rewards(tables, "user_id") == [("47:49", 71)]


def test_the_cap_of_a_referrer_is_in_audio_by_block_then_referred_user() -> None:
    tables = referred(event(73, None, 71), event(75, 6, 71), event(74, 6, 71), event(76, 7, 71))
    tables["user_challenges"].append(reward("r", "47:fff", 71, amount=1))
    load(tables, "r")
    assert [row["specifier"] for row in tables["user_challenges"]] == ["47:fff", "47:4a", "47:4b"]

    tables["users"][0]["is_verified"] = True
    load(tables, "rv")
    assert [row["specifier"] for row in tables["user_challenges"][3:]] == ["47:4c", "47:49"]


def test_a_referral_has_the_lowest_block_that_named_that_referrer() -> None:
    events = [event(73, 3, 72, is_current=False), event(73, 5, 71, is_current=False), event(73, 9, 71)]
    tables = referred(*events)
    load(tables, "rd")
    assert rewards(tables, "completed_blocknumber") == [("49", 5)]


def test_of_two_current_rows_the_one_with_the_lowest_block_counts() -> None:
    tables = referred(event(73, None, 75), event(73, 6, 71), event(73, 5, 72))
    load(tables, "r")
    assert rewards(tables, "user_id") == [("48:49", 72)]


def test_the_earlier_form_of_a_referred_reward_counts() -> None:
    tables = referred(event(73, 5, 71), event(74, 5, 71))
    tables["user_challenges"] += [reward("rd", "49:47", 73), reward("rd", "4a:47", 74, **PROGRESS)]
    load(tables, "rd")
    assert [row["specifier"] for row in tables["user_challenges"]] == ["49:47", "4a:47", "4a"]


def test_nobody_refers_oneself_and_both_must_be_active() -> None:
    tables = referred(event(73, 5, 73), event(74, 5, 71), event(75, 5, 999))
    tables["users"][0]["is_deactivated"] = True
    Oracle(tables, WEDNESDAY).load(["r", "rd", "rv"])
    assert tables["user_challenges"] == []


# o


@pytest.mark.parametrize("campaign", ["a", "make-good", "abcdefghi", "z9-"])
def test_a_campaign_is_a_short_name(campaign: str) -> None:
    assert re.fullmatch(CAMPAIGN, campaign)


@pytest.mark.parametrize("campaign", ["", "1", "-a", "Launch", "abcdefghij", "a:b", "a b", "a\n"])
def test_another_text_is_no_campaign(campaign: str) -> None:
    assert not re.fullmatch(CAMPAIGN, campaign)


def test_a_grant_in_the_future_waits_and_a_bad_line_is_refused() -> None:
    lines = [
        {"campaign": "launch", "user_id": 81, "amount": 5, "granted_at": NOON, "reason": ""},
        {"campaign": "later", "user_id": 81, "amount": 7, "granted_at": NOON + MICROSECOND, "reason": ""},
        {"campaign": "none", "user_id": 81, "amount": 0, "granted_at": NOON, "reason": ""},
    ]
    tables = platform(challenge("o", True, "many"), user(81, "plain"), rows("one_shots", *lines))
    load(tables, "o")
    assert rewards(tables, "amount", "completed_at", "completed_blocknumber") == [("51:launch", 5, NOON, 900)]
    load(tables, "o", FRIDAY)
    assert rewards(tables, "amount") == [("51:later", 7), ("51:launch", 5)]


# e


def plays(*times: datetime, first: int = 1) -> list[Row]:
    return [
        {"id": first + place, "user_id": 91, "created_at": at, "slot": 50 + place, "play_item_id": 1}
        for place, at in enumerate(times)
    ]


def listening(*times: datetime, **catalog: Any) -> Tables:
    return platform(challenge("e", True, **catalog), user(91, "plain"), rows("plays", *plays(*times)))


def state(tables: Tables) -> list[tuple[datetime, int]]:
    return [(row["last_listen_date"], row["listen_streak"]) for row in tables["challenge_listen_streak"]]


@pytest.mark.parametrize(
    ("gap", "days"),
    [
        (16 * HOUR - MICROSECOND, 1),
        (16 * HOUR, 2),
        (48 * HOUR - MICROSECOND, 2),
        (48 * HOUR, 1),
    ],
)
def test_a_streak_goes_on_from_16_hours_to_under_48(gap: timedelta, days: int) -> None:
    tables = listening(NOON, NOON + gap)
    load(tables, "e")
    is_counted = gap >= 16 * HOUR
    assert state(tables) == [(NOON + gap if is_counted else NOON, days)]


def test_seven_days_are_one_reward_and_each_further_day_another() -> None:
    tables = listening(*(NOON + day * DAY for day in range(9)))
    load(tables, "e")
    assert rewards(tables, "amount", "current_step_count", "completed_at", "completed_blocknumber") == [
        ("5b2026052012", 7, 7, NOON + 6 * DAY, 56),
        ("5b2026052712", 1, 1, NOON + 7 * DAY, 57),
        ("5b2026052812", 1, 1, NOON + 8 * DAY, 58),
    ]
    assert state(tables) == [(NOON + 8 * DAY, 9)]


def test_the_rows_do_not_depend_on_how_often_is_loaded() -> None:
    times = [NOON + day * DAY for day in (0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 20)]
    at_once = listening(*times)
    load(at_once, "e")
    one_by_one = listening()
    for number, at in enumerate(times):
        one_by_one["plays"] += plays(at, first=number)
        one_by_one["plays"][-1]["slot"] = 50 + number
        load(one_by_one, "e", WEDNESDAY + timedelta(minutes=number))
    assert rewards(one_by_one) == rewards(at_once)
    assert rewards(at_once) == [
        ("5b2026052012", 3, False),
        ("5b2026052512", 7, True),
        ("5b2026060112", 1, True),
        ("5b2026060912", 1, False),
    ]
    assert state(one_by_one) == state(at_once)


@pytest.mark.parametrize("form", ["5b:20260518", "5b2026051812"])
def test_a_row_in_progress_of_either_form_goes_on(form: str) -> None:
    tables = listening(NOON)
    tables["user_challenges"] += [
        reward("e", "5b:20260401", 91, current_step_count=4, created_at=WEDNESDAY - 50 * DAY) | PROGRESS,
        reward("e", "5b:20260517", 91, current_step_count=1, created_at=WEDNESDAY - 2 * DAY) | PROGRESS,
        reward("e", form, 91, current_step_count=1, created_at=WEDNESDAY - 2 * DAY) | PROGRESS,
    ]
    tables["challenge_listen_streak"] = [{"user_id": 91, "last_listen_date": NOON - DAY, "listen_streak": 2}]
    load(tables, "e")
    assert (form, 3, False) in rewards(tables)
    assert len(tables["user_challenges"]) == 3


def test_a_streak_without_its_row_is_named_by_the_next_counted_play() -> None:
    tables = listening(NOON, NOON + DAY)
    tables["challenge_listen_streak"] = [{"user_id": 91, "last_listen_date": NOON - DAY, "listen_streak": 5}]
    load(tables, "e")
    assert rewards(tables) == [("5b2026052012", 7, True)]


def test_after_a_lost_state_plays_up_to_the_newest_complete_reward_are_not_counted() -> None:
    tables = listening(NOON - DAY, NOON, NOON + HOUR)
    tables["user_challenges"] += [reward("e", "any form", 91, completed_at=NOON)]
    load(tables, "e")
    assert rewards(tables) == [("5b2026052013", 1, False), ("any form", 1, True)]
    assert state(tables) == [(NOON + HOUR, 1)]


def test_while_a_listener_is_deactivated_the_state_goes_on() -> None:
    tables = listening(*(NOON + day * DAY for day in range(7)))
    tables["users"][0]["is_deactivated"] = True
    load(tables, "e")
    assert (tables["user_challenges"], state(tables)) == ([], [(NOON + 6 * DAY, 7)])

    tables["users"][0]["is_deactivated"] = False
    tables["plays"] += plays(NOON + 7 * DAY, first=100)
    load(tables, "e")
    assert rewards(tables) == [("5b2026052712", 1, True)]


def test_plays_before_a_load_that_found_it_inactive_are_not_read() -> None:
    tables = listening(NOON - MICROSECOND)
    notes = Notes()
    tables["challenges"][0]["active"] = False
    load(tables, "e", notes=notes)
    assert state(tables) == []

    tables["challenges"][0]["active"] = True
    tables["plays"] += plays(NOON, first=100)
    load(tables, "e", notes=notes)
    assert state(tables) == [(NOON, 1)]
    assert rewards(tables) == [("5b2026052012", 1, False)]


def test_an_amount_that_does_not_fit_earns_nothing() -> None:
    tables = listening(*(NOON + day * DAY for day in range(8)), amount="306783379")
    load(tables, "e")
    assert rewards(tables, "amount") == [("5b2026052712", 306783379)]


def test_both_forms_of_a_streak_name_its_time() -> None:
    assert named_at("5b:20260520", 91) == datetime(2026, 5, 20, tzinfo=timezone.utc)
    assert named_at("5b2026052013", 91) == datetime(2026, 5, 20, 13, tzinfo=timezone.utc)


# Adoption


def adopted(tables: Tables, challenge_id: str, since: datetime, clock: datetime = WEDNESDAY) -> Notes:
    notes = Notes()
    Oracle(tables, clock, notes).adopt([challenge_id], since)
    return notes


def test_what_was_due_is_never_minted_though_an_edit_gives_it_a_later_time() -> None:
    tables = platform(challenge("v", True), [user(user_id, "verified") for user_id in (31, 32, 33)])
    tables["users"][1]["updated_at"] = NOON + DAY
    tables["user_challenges"].append(reward("v", "21", 33) | PROGRESS)
    notes = adopted(tables, "v", NOON + HOUR, FRIDAY)
    assert list(notes.recorded) == [("v", "1f")]
    tables["users"][0]["updated_at"] = NOON + DAY
    load(tables, "v", FRIDAY, notes)
    # 1f was due; 20 has a time of its own after the line; 21 was in progress.
    assert rewards(tables) == [("20", 1, True), ("21", 1, True)]

    Oracle(tables, FRIDAY, notes).take_back(["v"])
    load(tables, "v", FRIDAY, notes)
    assert rewards(tables) == [("1f", 1, True), ("20", 1, True), ("21", 1, True)]


def test_with_a_line_that_is_now_everything_due_is_recorded() -> None:
    tables = platform(challenge("v", True), user(31, "verified"))
    tables["users"][0]["updated_at"] = NOON + DAY
    load(tables, "v", WEDNESDAY, adopted(tables, "v", NOON))
    assert tables["user_challenges"] == []


def test_progress_passes_the_line_but_not_what_completed_before_it() -> None:
    tables = platform(challenge("u", True), [user(31, "plain"), user(32, "plain")], uploads(1, 2))
    notes = adopted(tables, "u", NOON + DAY, FRIDAY)
    tables["tracks"] += [row | {"owner_id": 32, "track_id": 600 + row["track_id"]} for row in tables["tracks"]]
    tables["tracks"].append(tables["tracks"][2] | {"track_id": 700})
    load(tables, "u", FRIDAY, notes)
    assert rewards(tables) == [("1f", 2, False)]


def test_a_milestone_that_was_due_is_recorded_and_progress_goes_on() -> None:
    tables = played(250)
    notes = adopted(tables, "p1", NOON - DAY)
    tables["aggregate_monthly_plays"][0]["count"] = 251
    load(tables, "p1", FRIDAY, notes)
    assert tables["user_challenges"] == []

    tables = played(249)
    notes = adopted(tables, "p1", NOON - DAY)
    tables["aggregate_monthly_plays"][0]["count"] = 250
    load(tables, "p1", FRIDAY, notes)
    assert rewards(tables) == [("3d:250", 250, True)]


@pytest.mark.parametrize(("number", "is_ours"), [(5, False), (6, True), (None, False)])
def test_a_referral_is_ours_if_its_block_is_above_the_head_of_the_line(number: int | None, is_ours: bool) -> None:
    tables = referred(event(73, number, 71))
    tables["reposts"] += [
        {"created_at": NOON - DAY, "blocknumber": 5},
        {"created_at": NOON - DAY + MICROSECOND, "blocknumber": 6},
    ]
    load(tables, "rd", WEDNESDAY, adopted(tables, "rd", NOON - DAY))
    assert rewards(tables) == ([("49", 1, True)] if is_ours else [])


def test_a_line_that_is_now_has_the_highest_block_as_its_head() -> None:
    tables = referred(event(73, 900, 71), event(74, 901, 71))
    load(tables, "rd", WEDNESDAY, adopted(tables, "rd", NOON))
    assert rewards(tables) == [("4a", 1, True)]


def test_one_shots_know_no_line() -> None:
    line = {"campaign": "launch", "user_id": 81, "amount": 5, "granted_at": NOON - DAY, "reason": ""}
    tables = platform(challenge("o", True), user(81, "plain"), rows("one_shots", line))
    load(tables, "o", WEDNESDAY, adopted(tables, "o", NOON))
    assert rewards(tables) == [("51:launch", 1, True)]


def test_no_play_from_before_the_line_is_read_and_a_streak_in_progress_goes_on() -> None:
    tables = listening(NOON - DAY - MICROSECOND, NOON - DAY)
    load(tables, "e", WEDNESDAY, adopted(tables, "e", NOON - DAY))
    assert state(tables) == [(NOON - DAY, 1)]

    tables = listening(NOON - HOUR)
    tables["user_challenges"].append(reward("e", "5b:20260514", 91, current_step_count=6) | PROGRESS)
    tables["challenge_listen_streak"] = [{"user_id": 91, "last_listen_date": NOON - 25 * HOUR, "listen_streak": 6}]
    load(tables, "e", WEDNESDAY, adopted(tables, "e", NOON - DAY))
    assert rewards(tables) == [("5b:20260514", 7, True)]
