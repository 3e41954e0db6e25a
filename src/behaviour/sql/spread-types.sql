-- How many product types a thing's partners spread over, as an effective number: N (N - 1) over the
-- sum of n (n - 1), where n of its N co-purchases are with one type. It is the number of equally
-- frequent types among which two co-purchases agree as seldom. Compared with that of all basket
-- lines of the site, which is what a thing bought with anything at all would come to.
WITH partners AS (
  SELECT site, head_a AS head, head_b AS partner, times FROM co_buy_counts
  UNION ALL
  SELECT site, head_b AS head, head_a AS partner, times FROM co_buy_counts
),
by_type AS (
  SELECT
    partners.site,
    partners.head,
    coalesce(totals.product_type, '') AS product_type,
    CAST(sum(partners.times) AS BIGINT) AS times
  FROM partners
  JOIN line_totals AS totals ON totals.site = partners.site AND totals.head = partners.partner
  GROUP BY partners.site, partners.head, coalesce(totals.product_type, '')
),
of_things AS (
  SELECT
    site,
    head,
    CAST(sum(times) AS BIGINT) AS times,
    CAST(sum(times * (times - 1)) AS DOUBLE) AS agreeing
  FROM by_type
  GROUP BY site, head
),
of_sites AS (
  SELECT
    site,
    CAST(sum(lines) AS BIGINT) AS lines,
    CAST(sum(lines * (lines - 1)) AS DOUBLE) AS agreeing
  FROM (
    SELECT site, coalesce(product_type, '') AS product_type, CAST(sum(baskets) AS BIGINT) AS lines
    FROM line_totals
    GROUP BY site, coalesce(product_type, '')
  ) AS lines_by_type
  GROUP BY site
)
SELECT
  of_things.site,
  of_things.head,
  CAST(of_things.times AS DOUBLE) * (of_things.times - 1)
    / CASE WHEN of_things.agreeing > 0 THEN of_things.agreeing ELSE 1 END AS effective_types,
  CAST(of_sites.lines AS DOUBLE) * (of_sites.lines - 1)
    / CASE WHEN of_sites.agreeing > 0 THEN of_sites.agreeing ELSE 1 END AS site_effective_types
FROM of_things
JOIN of_sites ON of_sites.site = of_things.site
