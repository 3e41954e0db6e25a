-- Of each pair how often it was seen, how often each of its two, and how often anything: in searches for
-- search-buy, in baskets for co-buy.
SELECT
  'searchBuy' AS behaviour,
  counts.query AS head_a,
  counts.head AS head_b,
  counts.times,
  decisions.searches AS total_a,
  led.searches AS total_b,
  facts.searches AS total
FROM search_buy_counts AS counts
JOIN query_decisions AS decisions ON decisions.id = counts.query
JOIN site_facts AS facts ON facts.site = decisions.site
JOIN (
  SELECT site, head, count(*) AS searches
  FROM search_purchases
  GROUP BY site, head
) AS led ON led.site = decisions.site AND led.head = counts.head
UNION ALL
SELECT
  'coBuy' AS behaviour,
  counts.head_a,
  counts.head_b,
  counts.times,
  total_a.baskets AS total_a,
  total_b.baskets AS total_b,
  facts.baskets AS total
FROM co_buy_counts AS counts
JOIN site_facts AS facts ON facts.site = counts.site
JOIN line_totals AS total_a ON total_a.site = counts.site AND total_a.head = counts.head_a
JOIN line_totals AS total_b ON total_b.site = counts.site AND total_b.head = counts.head_b
