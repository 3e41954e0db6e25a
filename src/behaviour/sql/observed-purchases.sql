-- The rows of `observedPurchases`: what was bought, with the search that it is counted for, and what came back.
SELECT
  span.day,
  happened.id,
  happened.kind,
  happened.site,
  happened.session,
  happened.person,
  happened.product,
  happened.head,
  happened.time_ms AS timeMs,
  happened.month,
  happened.thousandths,
  counted.search,
  searched.query,
  searched.person AS searcher,
  coalesce(searched.is_logged, FALSE) AS isLogged,
  shows.search IS NULL AS isUnseen
FROM known_events AS happened
LEFT JOIN purchase_searches AS counted
  ON counted.id = happened.id AND happened.kind = 'purchase'
LEFT JOIN query_searches AS searched
  ON searched.site = happened.site AND searched.search = counted.search
LEFT JOIN search_shows AS shows
  ON shows.site = happened.site AND shows.search = counted.search AND shows.head = happened.head
CROSS JOIN span
WHERE happened.kind IN ('purchase', 'return') AND happened.product IS NOT NULL
