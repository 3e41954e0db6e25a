-- Purchases and returns, a purchase with the search that it is counted for: one of its day, or one that it names.
SELECT
  happened.*,
  meanings.product,
  meanings.head,
  CASE
    WHEN searches.number IS NOT NULL THEN searches.search
    WHEN counted.id IS NOT NULL THEN concat('query ', happened.query_id)
  END AS search,
  counted.search_number
FROM known_events AS happened
JOIN sku_meanings AS meanings ON meanings.meaning = happened.meaning
LEFT JOIN purchase_searches AS counted
  ON counted.id = happened.id AND counted.time_ms = happened.time_ms
LEFT JOIN searches ON searches.number = counted.search_number
WHERE happened.kind IN ('purchase', 'return')
