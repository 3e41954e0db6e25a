-- Each product with what its title says.
SELECT
  product.*,
  said.key,
  said.name,
  said.confidence,
  said.titles
FROM catalogue_products AS product
LEFT JOIN titles
  ON product.isEnglish AND titles.title = product.title AND titles.maker IS NOT DISTINCT FROM product.maker
LEFT JOIN title_types AS said ON said.title = titles.number
