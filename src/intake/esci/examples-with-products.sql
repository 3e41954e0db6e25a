-- Each example of ESCI with the words of its product, in the order of the file. A product that stands there twice gives the example
-- twice, one behind the other. Read by DuckDB alone: no other engine numbers the rows of a file.
SELECT
  examples.*,
  products.product_title,
  products.product_description,
  products.product_bullet_point,
  products.product_brand,
  products.product_color
FROM (SELECT file_row_number + 1 AS line, * FROM :examples) AS examples
LEFT JOIN (SELECT file_row_number AS place, * FROM :products) AS products
  ON products.product_id = examples.product_id AND products.product_locale = examples.product_locale
ORDER BY examples.line, products.place, products.product_title
