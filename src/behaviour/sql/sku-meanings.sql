-- What each sku names at a time: of its epochs that the dates allow then the latest, or, where none does, the latest
-- of all. A sku that was never given anew has one meaning for ever. `meaning` stands for the row, `number` for the head.
WITH renewed AS (
  SELECT site, sku FROM catalogue_heads WHERE nth = 2
),
moments AS (
  SELECT heads.site, heads.sku, heads.valid_from_ms AS from_ms
  FROM catalogue_heads AS heads
  JOIN renewed ON renewed.site = heads.site AND renewed.sku = heads.sku
  WHERE heads.valid_from_ms IS NOT NULL
  UNION
  SELECT heads.site, heads.sku, heads.valid_to_ms AS from_ms
  FROM catalogue_heads AS heads
  JOIN renewed ON renewed.site = heads.site AND renewed.sku = heads.sku
  WHERE heads.valid_to_ms IS NOT NULL
  UNION
  SELECT site, sku, CAST(-9000000000000000 AS BIGINT) AS from_ms FROM renewed
),
stretches AS (
  SELECT
    site,
    sku,
    from_ms,
    lead(from_ms, 1, CAST(9000000000000000 AS BIGINT)) OVER (PARTITION BY site, sku ORDER BY from_ms) AS until_ms
  FROM moments
),
possible AS (
  SELECT
    stretches.site,
    stretches.sku,
    stretches.from_ms,
    stretches.until_ms,
    heads.product,
    heads.head,
    row_number() OVER (
      PARTITION BY stretches.site, stretches.sku, stretches.from_ms
      ORDER BY
        CASE
          WHEN (heads.valid_from_ms IS NULL OR heads.valid_from_ms <= stretches.from_ms)
            AND (heads.valid_to_ms IS NULL OR heads.valid_to_ms > stretches.from_ms)
          THEN 0 ELSE 1
        END,
        heads.nth
    ) AS choice
  FROM stretches
  JOIN catalogue_heads AS heads ON heads.site = stretches.site AND heads.sku = stretches.sku
),
meanings AS (
  SELECT site, sku, from_ms, until_ms, product, head
  FROM possible
  WHERE choice = 1
  UNION ALL
  SELECT
    heads.site,
    heads.sku,
    CAST(-9000000000000000 AS BIGINT) AS from_ms,
    CAST(9000000000000000 AS BIGINT) AS until_ms,
    heads.product,
    heads.head
  FROM catalogue_heads AS heads
  LEFT JOIN renewed ON renewed.site = heads.site AND renewed.sku = heads.sku
  WHERE renewed.sku IS NULL
)
SELECT
  *,
  row_number() OVER (ORDER BY site, sku, from_ms) AS meaning,
  dense_rank() OVER (ORDER BY head) AS number
FROM meanings
