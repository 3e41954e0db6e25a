-- Events that name no product, or one that the catalogue has.
SELECT *
FROM placed_events
WHERE sku IS NULL OR product IS NOT NULL
