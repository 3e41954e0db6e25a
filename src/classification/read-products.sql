-- Each product with what its title says.
SELECT
  product.*,
  said.key,
  said.name,
  said.confidence,
  said.titles
FROM catalogue_products AS product
LEFT JOIN titles ON titles.title = product.englishTitle AND titles.maker = product.maker
LEFT JOIN title_types AS said ON said.title = titles.number
