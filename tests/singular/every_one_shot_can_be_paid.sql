-- Lines of seeds/one_shots.csv that a load would refuse: badly written, of an unknown user, or a second line of a
-- campaign.
select
    specifier,
    campaign,
    reason
from {{ ref('one_shot') }}
where not (is_well_formed and is_user_known and is_first_line)
