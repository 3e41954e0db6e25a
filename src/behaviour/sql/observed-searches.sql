-- The rows of `observedSearches`.
SELECT days.day, site, search, query, person, is_logged AS isLogged
FROM query_searches
JOIN days ON days.start_ms = query_searches.end_day_ms
