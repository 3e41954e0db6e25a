-- Purchases that stand: of a product in the catalogue, not brought back.
SELECT known_events.*
FROM known_events
LEFT JOIN returned_purchases ON returned_purchases.id = known_events.id
WHERE known_events.kind = 'purchase'
  AND known_events.product IS NOT NULL
  AND returned_purchases.id IS NULL
