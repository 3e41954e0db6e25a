-- Events of shoppers that name no product, or one that the catalogue has.
SELECT placed.*
FROM placed_events AS placed
LEFT JOIN bot_events ON bot_events.id = placed.id
WHERE bot_events.id IS NULL AND (placed.sku IS NULL OR placed.product IS NOT NULL)
