-- What was listed under each search.
SELECT search_number, number, position, run
FROM shopper_listed_events
WHERE search_number IS NOT NULL AND number IS NOT NULL
