-- Sets the timeouts that nobody else has set: not PGOPTIONS, nor the role, the database or the server's configuration.
select set_config(defaults.name, defaults.value, false)
from unnest(%(names)s::text[], %(values)s::text[]) as defaults (name, value)
inner join pg_settings on defaults.name = pg_settings.name
where pg_settings.source = 'default'
