-- Purchases and returns, a purchase with the search that it is counted for.
SELECT happened.*, meanings.product, meanings.head, counted.search, counted.search_number
FROM known_events AS happened
JOIN sku_meanings AS meanings ON meanings.meaning = happened.meaning
LEFT JOIN purchase_searches AS counted
  ON counted.id = happened.id AND counted.time_ms = happened.time_ms
WHERE happened.kind IN ('purchase', 'return')
