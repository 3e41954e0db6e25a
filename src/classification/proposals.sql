-- What category and title propose for each product without a type. Where both say the same noun, each is right where the other errs:
-- that both err is as likely as the product of both.
WITH proposed AS (
  SELECT
    product.id,
    coalesce(title_known.type, product.name) AS titleType,
    product.confidence * coalesce(title_known.sureness, 1) AS titleConfidence,
    product.titles,
    coalesce(category_known.type, category.name) AS categoryType,
    category.confidence * coalesce(category_known.sureness, 1) AS categoryConfidence,
    category.category,
    category.agreeing,
    category.things,
    product.isEnglish,
    product.key IS NOT NULL AND category.key IS NOT DISTINCT FROM product.key AS isSame
  FROM read_products AS product
  LEFT JOIN category_types AS category
    ON category.categoryPath = product.categoryPath
    AND category.titleKey IS NOT DISTINCT FROM product.key
    AND category.isEnglish = product.isEnglish
  LEFT JOIN known_names AS title_known ON title_known.name = product.name
  LEFT JOIN known_names AS category_known ON category_known.name = category.name
  WHERE product.productType IS NULL
),
weighed AS (
  SELECT
    *,
    CASE
      WHEN isSame THEN 1 - (1 - categoryConfidence) * (1 - titleConfidence)
      ELSE greatest(coalesce(categoryConfidence, 0), coalesce(titleConfidence, 0))
    END AS confidence,
    categoryConfidence IS NOT NULL
      AND (isSame OR categoryConfidence >= coalesce(titleConfidence, 0)) AS isByCategory
  FROM proposed
  WHERE titleType IS NOT NULL OR categoryType IS NOT NULL
)
SELECT
  id AS product,
  CASE WHEN isByCategory THEN 'category' ELSE 'title' END AS source,
  CASE WHEN isByCategory THEN categoryType ELSE titleType END AS type,
  round(confidence, 4) AS confidence,
  CASE
    WHEN isByCategory AND NOT isEnglish THEN concat('the category ', category, ', whose titles nobody read')
    WHEN isByCategory THEN concat('the category ', category, ', as ', agreeing, ' of ', things, ' titles in it say')
    WHEN titles = 1 THEN 'its title alone'
    ELSE concat('its title, as ', titles, ' titles are about the same')
  END AS reason
FROM weighed
