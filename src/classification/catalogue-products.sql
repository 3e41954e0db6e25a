-- The products with what titles and categories are read by.
SELECT
  id,
  site,
  sku,
  title,
  nullif(trim(productType), '') AS productType,
  categoryPath,
  locale,
  concat(site, ' ', coalesce(parent, id)) AS thing,
  lower(split_part(locale, '-', 1)) = 'en' AS isEnglish,
  CASE WHEN lower(split_part(locale, '-', 1)) = 'en' THEN title END AS englishTitle,
  coalesce(attributes ->> '$.brand', attributes ->> '$.manufacturer', attributes ->> '$.maker', '') AS maker
FROM :products
