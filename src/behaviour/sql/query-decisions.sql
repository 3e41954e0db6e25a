-- The gate. A query leaves mining only with enough different people behind it and no personal data
-- in any way that it was typed.
WITH texts AS (
  SELECT id, min(site) AS site, min(locale) AS locale, min(text) AS text, max(personal) AS personal
  FROM observed_queries
  GROUP BY id
),
counts AS (
  SELECT
    query AS id,
    count(*) AS searches,
    count(CASE WHEN NOT is_logged THEN 1 END) AS unlogged_searches,
    count(DISTINCT person) AS customers
  FROM known_searches
  GROUP BY query
)
SELECT
  texts.id,
  texts.site,
  texts.locale,
  texts.text,
  texts.personal,
  counts.searches,
  counts.unlogged_searches,
  counts.customers,
  CASE
    WHEN texts.text = '' THEN 'empty'
    WHEN texts.personal IS NOT NULL THEN 'personalData'
    WHEN counts.customers < :gate_customers THEN 'fewCustomers'
  END AS reason
FROM texts
JOIN counts ON counts.id = texts.id
