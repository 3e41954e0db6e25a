-- Things bought with anything at all: carrier bags, gift cards, batteries. Their partners spread over
-- as many types as a large part of the whole site's baskets, and over many times as many as the
-- partners of its median thing: where large baskets hold everything, everything looks random, and
-- only what stands out is dropped. Judged from so many baskets on, and at sites where most lines
-- have a product type.
WITH judged AS (
  SELECT spread_types.site, spread_types.head, effective_types, site_effective_types
  FROM spread_types
  JOIN line_totals AS totals
    ON totals.site = spread_types.site AND totals.head = spread_types.head
  JOIN site_facts AS facts ON facts.site = spread_types.site
  WHERE totals.baskets >= :random_minimum_baskets AND facts.typed_lines * 2 > facts.lines
),
usual AS (
  SELECT site, median(effective_types) AS median_types
  FROM judged
  GROUP BY site
)
SELECT judged.site, judged.head
FROM judged
JOIN usual ON usual.site = judged.site
WHERE judged.effective_types >= :random_spread * judged.site_effective_types
  AND judged.effective_types >= :random_times_median * usual.median_types
