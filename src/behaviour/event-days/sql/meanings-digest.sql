-- Tells what all skus mean.
SELECT sum(hash(site, sku, from_ms, until_ms, product, head) % :digest_below) AS digest
FROM told_meanings
