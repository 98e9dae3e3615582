with

blocks as (

    select * from {{ source('platform', 'blocks') }}

),

head_block as (

    select cast(coalesce(max(number), 1) as bigint) as blocknumber
    from blocks

)

select * from head_block
