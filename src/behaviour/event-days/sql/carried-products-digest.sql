-- Tells what the skus mean that carried events name.
SELECT sum(hash(site, sku, from_ms, until_ms, product, head) % :digest_below) AS digest
FROM told_meanings
SEMI JOIN :carried AS carried USING (site, sku)
