-- The searches of a day as query documents of User Behavior Insights.
SELECT
  search.site AS application,
  search.queryId AS query_id,
  search.session AS session_id,
  coalesce(search.customer, search.session) AS client_id,
  search.query AS user_query,
  search.time AS timestamp,
  'sku' AS object_id_field,
  coalesce(shown.products, []) AS query_response_hit_ids
FROM :events AS search
LEFT JOIN (
  SELECT queryId, list(product ORDER BY position) AS products
  FROM :events
  WHERE kind = 'impression'
  GROUP BY queryId
) AS shown ON shown.queryId = search.queryId
WHERE search.kind = 'search'
ORDER BY search.id
