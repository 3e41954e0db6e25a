-- Events of shoppers that name no product, or one that the catalogue has.
SELECT placed.*
FROM placed_events AS placed
LEFT JOIN bots
  ON bots.run = placed.run
  AND bots.day_ms = placed.day_ms
WHERE bots.run IS NULL AND (placed.sku IS NULL OR placed.meaning IS NOT NULL)
