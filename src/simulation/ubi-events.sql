-- A day of events in the form of User Behavior Insights: everything but the searches, which are
-- query documents of their own.
SELECT
  site AS application,
  CASE kind WHEN 'cart' THEN 'add_to_cart' ELSE kind END AS action_name,
  queryId AS query_id,
  session AS session_id,
  coalesce(customer, session) AS client_id,
  id AS event_id,
  time AS timestamp,
  {
    'object': { 'object_id': product, 'object_id_field': 'sku' },
    'position': { 'ordinal': position },
    'quantity': quantity,
    'value': value,
    'currency': currency,
    'experiment_arm': arm
  } AS event_attributes
FROM :events
WHERE kind <> 'search'
ORDER BY id
