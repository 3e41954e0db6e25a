-- The skus of a site that are one but for capitals, in the ways in which they are written.
SELECT site, list_sort(list(DISTINCT sku)) AS skus
FROM epochs
GROUP BY site, lower(sku)
HAVING count(DISTINCT sku) > 1
ORDER BY site, lower(sku)
