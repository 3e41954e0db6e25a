-- Events of shoppers that name no product, or one that the catalogue has.
SELECT *
FROM shopper_events
WHERE sku IS NULL OR meaning IS NOT NULL
