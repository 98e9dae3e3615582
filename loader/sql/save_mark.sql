insert into challenges_loader.marks as marks (
    challenge_id, block_number, block_hash, transaction_id, catalog_row, rules_version
)
values (
    %(challenge_id)s, %(block_number)s, %(block_hash)s, %(transaction_id)s::xid8, %(catalog_row)s,
    %(rules_version)s
)
on conflict (challenge_id) do update set
    block_number = excluded.block_number,
    block_hash = excluded.block_hash,
    transaction_id = excluded.transaction_id,
    catalog_row = excluded.catalog_row,
    rules_version = excluded.rules_version
