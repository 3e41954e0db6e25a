-- What was bought and brought back, with the person who did, and the search that a purchase is counted for: one of the
-- purchase's own day, or one that it names on another.
SELECT
  concat(traded.day, ' ', traded.time_ms, ' ', traded.id) AS id,
  traded.day,
  traded.kind,
  traded.site,
  traded.session,
  coalesce(aliases.person, traded.person) AS person,
  traded.product,
  traded.head,
  traded.time_ms,
  traded.month,
  traded.thousandths,
  traded.search,
  CASE WHEN traded.query IS NULL THEN distant.search_day ELSE traded.day END AS search_day,
  coalesce(traded.query, distant.query) AS query,
  coalesce(searchers.person, traded.searcher, distant.person) AS searcher,
  traded.is_logged OR coalesce(distant.is_logged, FALSE) AS is_logged,
  traded.is_unseen AND traded.query IS NOT NULL AS is_unseen
FROM observed_purchases AS traded
LEFT JOIN distant_searches AS distant
  ON distant.site = traded.site
  AND distant.search = CASE WHEN traded.query IS NULL THEN traded.search END
  AND distant.purchase_day = traded.day
LEFT JOIN person_aliases AS aliases ON aliases.alias = traded.person
LEFT JOIN person_aliases AS searchers ON searchers.alias = coalesce(traded.searcher, distant.person)
