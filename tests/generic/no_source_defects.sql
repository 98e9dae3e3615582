{#- The platform's table has no rows that no rule can use. What counts as one is said in the model source_defects. -#}
{% test no_source_defects(model, table_name) %}

select
    defect,
    example
from {{ ref('source_defects') }}
where table_name = '{{ table_name }}'

{% endtest %}
