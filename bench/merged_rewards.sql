-- The table of the dbt peer: the columns, the key and the indexes of user_challenges, and no trigger.
create schema {schema};
create table {schema}.merged_rewards (like user_challenges including all)
