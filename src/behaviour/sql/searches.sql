-- One row per search, numbered. Events with one query id are one search, however often its page was loaded;
-- where the search itself was not logged, the first event that quotes its id and words stands for it. Days are
-- told apart: an id that comes back on another day is another search.
SELECT
  site, search, query_id, time_ms, locale, query, session, run, person, end_day_ms,
  row_number() OVER (ORDER BY site, search, end_day_ms) AS number
FROM (
  SELECT
    site,
    CASE
      WHEN query_id IS NULL THEN concat('event ', id)
      ELSE concat('query ', query_id)
    END AS search,
    query_id,
    time_ms,
    locale,
    query,
    session,
    run,
    person,
    end_day_ms,
    row_number() OVER (
      PARTITION BY site, query_id, end_day_ms, CASE WHEN query_id IS NULL THEN id END
      ORDER BY CASE WHEN kind = 'search' THEN 0 ELSE 1 END, time_ms, id
    ) AS nth
  FROM known_events
  WHERE query IS NOT NULL AND (kind = 'search' OR query_id IS NOT NULL)
) AS mentions
WHERE nth = 1
