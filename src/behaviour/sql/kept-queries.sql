-- The rows of `queries`.
SELECT id, site, locale, text, customers, searches
FROM query_decisions
WHERE reason IS NULL
