-- What was shown under the id of a search: its place there is all that is needed of it.
SELECT site, time_ms, day_ms, session, visitor, query_id, sku, position, number
FROM events_once
WHERE kind = 'impression' AND query_id IS NOT NULL AND query IS NULL
