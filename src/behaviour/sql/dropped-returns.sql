-- Returns that take nothing back: nobody is named who might have bought it, or all that they bought before is back already.
SELECT
  'returnUnmatched' AS reason,
  concat(traded.product, ' brought back on ', traded.day) AS sample,
  count(*) AS times
FROM traded_products AS traded
LEFT JOIN held_products AS held ON held.id = traded.id
WHERE traded.kind = 'return' AND coalesce(held.held_before, 0) = 0
GROUP BY traded.product, traded.day
