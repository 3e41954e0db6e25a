-- The rows of `observedSearches`.
SELECT span.day, site, search, query, person, is_logged AS isLogged
FROM query_searches
CROSS JOIN span
