-- What the category path says a thing is, for each path and each noun that titles in it say: the name of the narrowest category
-- that has enough things and for which enough of their titles speak. Of several names in one (“Cases & Sleeves”) it is the one
-- that the title says, or else the one that most titles say; where none says what stands before the “&”, the whole is one name
-- (“Point & Shoot Cameras”). Of titles that nobody reads none speaks
-- against a category; there the department, which comes first, is passed over.
WITH asked AS (
  SELECT DISTINCT categoryPath, key, isEnglish FROM read_products
  WHERE productType IS NULL AND len(categoryPath) >= 1
),
steps AS (
  SELECT *, unnest(range(1, len(categoryPath) + 1)) AS depth FROM asked
),
offers AS (
  SELECT
    steps.categoryPath,
    steps.key AS titleKey,
    steps.isEnglish,
    steps.depth,
    counts.path,
    counts.part,
    counts.things,
    counts.agreeing,
    counts.key,
    CAST(counts.agreeing AS DOUBLE) / (counts.things + 1) AS share,
    counts.key IS NOT DISTINCT FROM steps.key AS isOwn,
    CASE
      WHEN NOT steps.isEnglish THEN lower(counts.path[-1])
      WHEN counts.whole IS NOT NULL AND coalesce(previous.agreeing, 0) = 0 THEN counts.whole
      ELSE counts.name
    END AS name
  FROM steps
  JOIN category_counts AS counts ON counts.path = list_slice(steps.categoryPath, 1, steps.depth)
  LEFT JOIN category_counts AS previous ON previous.path = counts.path AND previous.part = counts.part - 1
  WHERE counts.things >= :typeProducts
),
ranked AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY categoryPath, titleKey, isEnglish
      ORDER BY depth DESC, isOwn DESC, agreeing DESC, part
    ) AS rank
  FROM offers
  WHERE CASE WHEN isEnglish THEN share >= :leastShare ELSE depth >= 2 END
)
SELECT
  categoryPath,
  titleKey,
  isEnglish,
  array_to_string(path, ' > ') AS category,
  name,
  key,
  things,
  agreeing,
  share,
  isOwn,
  CASE
    WHEN NOT isEnglish THEN :unreadConfidence
    ELSE 1 / (1 + exp(-(:bias + :shareWeight * share + :ownWeight * CAST(isOwn AS INTEGER))))
  END AS confidence
FROM ranked
WHERE rank = 1
