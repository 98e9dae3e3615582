{#-
    No more than `cap` rewards are minted in a scope, a column or an expression: in any rolling window of `days`, both
    ends included, or, without `days`, in all. A null scope belongs to nobody.

    Each breach is reported by one of two halves: by this one as soon as one of its rewards lies at or after the var
    earlier_system_until; by the one `by_an_earlier_system` where all of them are older.
-#}
{% test cap_is_kept(model, scope, cap, days=none, by_an_earlier_system=false) %}

with

minted_rewards as (

    select
        {{ scope }} as scope,
        specifier,
        minted_at
    from {{ model }}

),

counted_rewards as (

    select
        scope,
        count(*) over in_scope as count_minted,
        max(minted_at) over in_scope as last_minted_at,
        specifier
    from minted_rewards
    where scope is not null
    window in_scope as (
        partition by scope
        order by minted_at
        range between {{ "interval '" ~ days ~ " days'" if days else 'unbounded' }} preceding
        and {{ 'current row' if days else 'unbounded following' }}
    )

)

select
    scope,
    count_minted,
    last_minted_at,
    min(specifier) as example
from counted_rewards
where
    count_minted > {{ cap }}
    and last_minted_at {{ '<' if by_an_earlier_system else '>=' }} timestamp '{{ var("earlier_system_until") }}'
group by scope, count_minted, last_minted_at

{% endtest %}
