-- Lines of seeds/one_shots.csv that a load would refuse: they are badly written, or their user is unknown.
select
    specifier,
    campaign,
    reason
from {{ ref('one_shot') }}
where not (is_well_formed and is_user_known)
