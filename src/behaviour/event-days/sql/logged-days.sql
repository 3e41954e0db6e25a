-- The days of the log, with the parts that hold them.
SELECT
  epoch_ms(CAST(day AS TIMESTAMP)) AS start_ms,
  sum(events) AS events,
  sum(digest) AS digest,
  sum("productDigest") AS product_digest,
  list_sort(list_distinct(list(part))) AS parts
FROM :held
GROUP BY day
ORDER BY day
