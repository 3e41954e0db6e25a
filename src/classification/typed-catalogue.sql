-- The catalogue with the types that are assigned.
SELECT product.* REPLACE (assigned.type AS productType)
FROM :products AS product
JOIN assigned_types AS assigned ON assigned.product = product.id
