"""The limits of the catalog: how many rewards, and how much AUDIO, may be minted of a challenge in any 24 hours."""

from psycopg import sql

from loader.challenges import Challenge
from loader.database import Connection, query
from loader.errors import OverLimitError, printable, utc


def limits_used(challenge_id: sql.Composable) -> sql.Composed:
    """Return the query of what counts against the limits of a challenge: rewards and audio, in at most one row."""
    return query("limits.used", challenge_id=challenge_id)


def over_limit(connection: Connection, challenge: Challenge, rewards: int, audio: int) -> OverLimitError:
    """Return the error of a challenge whose limits do not allow the rewards that are due, and their AUDIO."""
    name = printable(challenge.challenge_id)
    let_through = f"If they are right, run `challenges load --challenge {name} --over-limit {name}`"
    if challenge.limit_rewards is None or challenge.limit_audio is None:
        return OverLimitError(
            f"it has no limit in seeds/catalog.csv. {_sum(rewards, audio)} are due. Set limit_rewards and limit_audio,"
            f" and run `dbt seed`. {let_through}"
        )
    limits = {"limit_rewards": challenge.limit_rewards, "limit_audio": challenge.limit_audio}
    challenge_id = sql.Placeholder("challenge_id")
    statement = query("limits.room", used=limits_used(challenge_id), challenge_id=challenge_id)
    parameters = limits | {"challenge_id": challenge.challenge_id, "rewards": rewards, "audio": audio}
    used = connection.execute(statement, parameters).fetchone() or (0, 0, None)
    room = f"There is room again after {utc(used[2])}" if used[2] else "That is more than fits in 24 hours"
    return OverLimitError(
        f"it would exceed its limit. {_sum(rewards, audio)} are due, {_sum(used[0], used[1])} were minted in the last"
        f" 24 hours. The limit of 24 hours is {_sum(*limits.values())} (seeds/catalog.csv). {room}. {let_through}"
    )


def _sum(rewards: int, audio: int) -> str:
    return f"{rewards:,} reward{'' if rewards == 1 else 's'} and {audio:,.0f} AUDIO"
