-- The imported rows of each sku by the epoch that the source gives (1 where it gives none) and in the order
-- of their imports, with the epoch that each belongs to and its turn in it, the latest first.
-- A sku names another thing once a row has another product type (where neither has one: another last
-- category) than the row before it *and* hardly a word of its title: a new wording alone, or a better type alone, makes no other product.
WITH worded AS (
  SELECT *, categoryPath[-1] AS category, list_distinct(regexp_extract_all(lower(title), '[\p{L}\p{N}]+')) AS words
  FROM arrived
),
compared AS (
  SELECT
    *,
    lag(productType) OVER (PARTITION BY site, sku ORDER BY epoch, arrival) AS type_before,
    lag(category) OVER (PARTITION BY site, sku ORDER BY epoch, arrival) AS category_before,
    lag(words) OVER (PARTITION BY site, sku ORDER BY epoch, arrival) AS words_before
  FROM worded
),
counted AS (
  SELECT
    *,
    len(list_intersect(words, words_before)) AS words_of_both,
    len(words) + len(words_before) - len(list_intersect(words, words_before)) AS words_of_either
  FROM compared
),
numbered AS (
  SELECT
    *,
    1 + count(
      CASE
        WHEN (
            productType <> type_before
            OR (productType IS NULL AND type_before IS NULL AND category <> category_before)
          )
          AND CAST(words_of_both AS DOUBLE) < CAST(:renamedOverlap AS DOUBLE) * words_of_either
          THEN 1
      END
    ) OVER (
      PARTITION BY site, sku ORDER BY epoch, arrival ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS epoch_of_sku
  FROM counted
)
SELECT
  *,
  row_number() OVER (PARTITION BY site, sku, epoch_of_sku ORDER BY epoch DESC, arrival DESC) AS nth
FROM numbered
