"""Finance's tables on real data: what was paid, what was not, and what does not agree."""

from __future__ import annotations

import json
import secrets
import threading
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from loader.challenges import challenges
from loader.database import connect, views_schema
from sandbox.__main__ import FRIDAY
from sandbox.dbt_runner import PROJECT, failures, run_dbt
from sandbox.platform import add_payments
from tests.catalog import CHALLENGES
from tests.test_demo import friday, thursday  # noqa: F401 - fixtures
from tests.world import NOON

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.once

FINDINGS = ["other_amount", "other_user", "overdue", "without_reward"]
TABLES = ["daily_totals", "payment_findings", "payment_totals", "weekly_totals"]
BUILD = ("build", "--select", "tag:finance", "--exclude-resource-type", "unit_test")


def built(*options: str) -> dict[str, str]:
    """Build finance's tables; return the status of each node by its name."""
    results = run_dbt(*BUILD, *options)
    assert failures(results) == []
    return {result.node.name: result.status for result in results if result.node.resource_type != "operation"}


def states(world: World) -> list[tuple[Any, ...]]:
    return world.rows(
        "select challenge_id, state, payments, audio_minted, trim_scale(audio_paid) from challenges.payment_totals"
        " where payments > 0 order by 1, 2"
    )


@pytest.fixture
def paid(friday: World, monkeypatch: pytest.MonkeyPatch) -> World:  # noqa: F811
    """The demo's Friday, after the payer; dbt's clock is that of Friday."""
    monkeypatch.setenv("PGOPTIONS", f"-c challenges.as_of={FRIDAY.isoformat()}")
    add_payments(friday.connection, FRIDAY)
    return friday


def test_the_demo_has_each_finding_once(paid: World) -> None:
    found = built()

    assert sorted(name for name, status in found.items() if status == "success") == TABLES
    assert sorted(name for name, status in found.items() if status == "warn") == [
        "every_payment_has_a_reward",
        "every_payment_has_the_amount_of_its_reward",
        "every_payment_is_to_the_user_of_its_reward",
        "every_reward_is_paid_when_it_may_be",
    ]
    assert paid.rows(
        "select state, challenge_id, specifier, user_id, paid_user_id, audio_minted, trim_scale(audio_paid), built_at"
        " from challenges.payment_findings order by finding_number"
    ) == [
        ("other_amount", "w", "3e8:130", 304, 304, 1000, 100, FRIDAY.replace(tzinfo=None)),
        ("other_user", "o", "98:make-good", 152, 151, 10, 10, FRIDAY.replace(tzinfo=None)),
        ("overdue", "cs", "12d:be0", 304, None, 1000, None, FRIDAY.replace(tzinfo=None)),
        ("without_reward", "c", "97:202601", 151, 151, None, 1, FRIDAY.replace(tzinfo=None)),
    ]
    assert paid.rows("select count(*), count(distinct challenge_id) from challenges.payment_totals") == [
        (6 * len(CHALLENGES), len(CHALLENGES))
    ]
    ((rewards, audio, payments, audio_paid),) = paid.rows(
        "select (select count(*) from user_challenges where is_complete),"
        " (select sum(amount) from user_challenges where is_complete), count(*),"
        " sum(amount::numeric) / 100000000 from challenge_disbursements"
    )
    for table in ("daily_totals", "weekly_totals"):
        assert paid.rows(
            f"select sum(rewards), sum(audio_minted), sum(payments), sum(audio_paid) from challenges.{table}"
        ) == [(rewards, audio, payments, audio_paid)]
    assert paid.rows("select sum(payments), sum(audio_minted), sum(audio_paid) from challenges.payment_totals") == [
        (rewards + 1, audio, audio_paid)
    ]
    assert paid.rows(
        "select week, rewards, weekly_pool, is_over_pool from challenges.weekly_totals where challenge_id = 'tt'"
    ) == [(NOON.replace(day=18).date(), 9, 100000, False)]


def test_what_is_corrected_is_gone_with_the_next_build(paid: World) -> None:
    built()
    paid.run("delete from challenge_disbursements where challenge_id = 'c' and specifier = '97:202601'")
    paid.run("update challenge_disbursements set user_id = 152 where specifier = '98:make-good'")
    paid.run("update challenge_disbursements set amount = '100000000000' where specifier = '3e8:130'")
    paid.run(
        "insert into challenge_disbursements (challenge_id, user_id, specifier, signature, slot, amount)"
        " values ('cs', 304, '12d:be0', 'x', 1, '100000000000')"
    )
    assert paid.rows("select count(*) from challenges.payment_findings") == [(4,)]

    results = run_dbt("build", "--exclude", "tag:finance", "--exclude-resource-type", "unit_test")
    assert failures(results) == []
    assert {result.node.name for result in results} & set(TABLES) == set()
    assert paid.rows("select count(*) from challenges.payment_findings") == [(4,)]

    found = built()
    assert [name for name, status in found.items() if status == "warn"] == []
    assert paid.rows("select count(*) from challenges.payment_findings") == [(0,)]


def test_at_a_later_clock_more_may_be_claimed(paid: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c challenges.as_of=2026-06-30T00:00:00Z")
    ((waiting,),) = paid.rows("select count(*) from challenges.payments where state = 'in_cooldown'")
    assert waiting > 100
    built()
    assert paid.rows(
        "select state, sum(payments) from challenges.payment_totals where state in ('in_cooldown', 'overdue')"
        " group by 1 order by 1"
    ) == [("in_cooldown", 0), ("overdue", waiting + 1)]


def test_texts_and_times_of_the_payer_fail_nothing(world: World) -> None:
    world.users(2)
    long = secrets.token_hex(1340)  # 2680 characters: about as many as the key of the platform's table takes
    for number, (specifier, amount, time) in enumerate(
        [
            ("1", "x", "infinity"),
            ("2", "", "-infinity"),
            ("3", "99999999999999999999999999999999999999999", "4713-01-01 00:00:00+00 BC"),
            ("4", "-1", "294276-01-01"),
            ("5", "NaN", None),
            ("6", "100000000", "2026-05-20 23:30:00-05"),
            (long, "100000000.0", NOON),
            ("'; drop table users; --", "{{ 1 }}", NOON),
        ]
    ):
        world.add(
            "user_challenges",
            challenge_id="c",
            user_id=2,
            specifier=specifier,
            is_complete=True,
            amount=1,
            completed_at="infinity" if number % 2 else NOON,
            completed_blocknumber=1,
        )
        for challenge_id in ("c", "?\x7f"):
            world.add(
                "challenge_disbursements",
                challenge_id=challenge_id,
                user_id=2,
                specifier=specifier,
                signature="s",
                slot=1,
                amount=amount,
                created_at=time,
            )

    built()

    assert states(world) == [
        ("?\x7f", "without_reward", 8, 0, 1),
        ("c", "other_amount", 7, 7, 0),
        ("c", "paid", 1, 1, 1),
    ]
    assert world.rows(
        "select day, rewards, payments, audio_paid from challenges.daily_totals where challenge_id = 'c' order by day"
    ) == [
        (NOON.date(), 4, 2, 0),
        (NOON.replace(day=21).date(), 0, 1, Decimal(1)),
        (None, 4, 5, 0),
    ]


def test_a_reward_that_is_not_complete_is_not_to_be_paid(world: World) -> None:
    world.users(2)
    reward = {"challenge_id": "u", "user_id": 2, "is_complete": False, "amount": 1}
    world.add("user_challenges", **reward, specifier="2", completed_at=None)
    world.add("user_challenges", **reward, specifier="3", completed_at=None)
    payment = {"challenge_id": "u", "user_id": 2, "signature": "s", "slot": 1, "amount": "100000000"}
    world.add("challenge_disbursements", **payment, specifier="3")
    built()
    assert states(world) == [("u", "without_reward", 1, 0, 1)]


def test_one_user_is_asked_for_without_reading_all(world: World) -> None:
    world.run("set session_replication_role = replica")  # no triggers: only reads are measured
    for table, columns in (
        ("user_challenges (is_complete, amount, completed_at, ", "true, 1, '2026-05-20', "),
        ("challenge_disbursements (signature, slot, amount, ", "'s', 1, '100000000', "),
    ):
        world.run(
            f"insert into {table} challenge_id, user_id, specifier)"
            f" select {columns} 'c', n / 4, to_hex(n) from generate_series(1, 40000) as n".replace("( ", "(")
        )
    world.run("analyze user_challenges; analyze challenge_disbursements")
    for condition, most in (("user_id = 77", 40), ("challenge_id = 'c' and specifier = '7f'", 20)):
        ((plan,),) = world.rows(
            f"explain (analyze, buffers, format json) select * from challenges.payments where {condition}"
        )
        read = plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"]
        assert read < most
        assert plan[0]["Plan"]["Actual Rows"] in {1, 4}


def test_pages_can_read_while_the_tables_are_built_anew(paid: World) -> None:
    built()
    stop = threading.Event()
    errors: list[str] = []
    reads = [0]

    def read() -> None:
        with connect() as reader:
            while not stop.is_set():
                try:
                    for table in TABLES:
                        assert reader.execute(f"select count(*) from challenges.{table}").fetchone() != (0,)
                except Exception as error:
                    errors.append(repr(error))
                    return
                reads[0] += 1

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(2):
            assert failures(run_dbt("run", "--select", "tag:finance")) == []
    finally:
        stop.set()
        reader.join()
    assert errors == []
    assert reads[0] > 5


def test_the_lineage_ends_at_the_readers(world: World) -> None:
    listing = ("ls", "--write-json", "--resource-types", "model", "seed", "source")
    listed = {
        name: set(run_dbt(*listing, "--select", f"+exposure:{name}"))
        for name in ("user_challenges", "publish", "payer", "finance", "pages")
    }

    def of(exposure: str) -> set[str]:
        return {str(node).split(".")[-1] for node in listed[exposure]}

    deciding = {
        view
        for challenge in challenges(world.connection, views_schema())
        for view in (challenge.view_name, challenge.also_writes_view)
        if view
    }
    assert deciding <= of("user_challenges")
    assert of("publish") == {"lake_facts"}
    assert {"user_challenges", "challenge_disbursements"} <= of("payer")
    assert {*TABLES, "payments", "stg_user_challenges"} <= of("finance")
    assert {"gates", "reward_decisions", "users"} <= of("pages")
    manifest = json.loads((PROJECT / "target" / "manifest.json").read_text())
    assert "Where to begin" in manifest["docs"]["doc.challenges.__overview__"]["block_contents"]
    # Nothing else is built for nobody: these two are for tests of the live table.
    models = {name.split(".")[-1] for name in manifest["nodes"] if name.startswith("model.")}
    assert models - set.union(*map(of, listed)) == {"minted_rewards", "minted_trending"}
