-- Of each asked co-buy pair that was seen what every rule compares, also where a rule before it stops the pair, or where
-- it is off. `stronger`: the pairs of its two types that no rule stops and that come before it in the quota; of its site that
-- nothing stops, `stronger_at_site`.
WITH asked AS (
  SELECT
    rules.*,
    a.product_type AS type_a,
    b.product_type AS type_b,
    least(a.product_type, b.product_type) AS first_type,
    greatest(a.product_type, b.product_type) AS second_type
  FROM asked_pairs
  JOIN co_buy_rules AS rules
    ON rules.head_a = asked_pairs.head_a AND rules.head_b = asked_pairs.head_b
  JOIN catalogue AS a ON a.id = rules.head_a
  JOIN catalogue AS b ON b.id = rules.head_b
  WHERE asked_pairs.behaviour = 'coBuy'
),
ranks AS (
  SELECT asked.head_a, asked.head_b, count(others.head_a) AS stronger
  FROM asked
  LEFT JOIN typed_co_buys AS others
    ON others.site = asked.site
    AND others.first_type = asked.first_type
    AND others.second_type = asked.second_type
    AND (
      others.log_likelihood_ratio > asked.log_likelihood_ratio
      OR (
        others.log_likelihood_ratio = asked.log_likelihood_ratio
        AND (
          others.head_a < asked.head_a
          OR (others.head_a = asked.head_a AND others.head_b < asked.head_b)
        )
      )
    )
  GROUP BY asked.head_a, asked.head_b
),
site_ranks AS (
  SELECT
    asked.head_a,
    asked.head_b,
    count(CASE
      WHEN others.log_likelihood_ratio > asked.log_likelihood_ratio
        OR (
          others.log_likelihood_ratio = asked.log_likelihood_ratio
          AND (
            others.head_a < asked.head_a
            OR (others.head_a = asked.head_a AND others.head_b < asked.head_b)
          )
        )
        THEN 1
    END) AS stronger_at_site,
    count(others.head_a) AS unstopped
  FROM asked
  LEFT JOIN unstopped_co_buys AS others ON others.site = asked.site
  GROUP BY asked.head_a, asked.head_b
),
depths AS (
  SELECT id, max(depth) AS depth
  FROM catalogue_categories
  GROUP BY id
),
shared AS (
  SELECT asked.head_a, asked.head_b, max(above_a.depth) AS depth
  FROM asked
  JOIN catalogue_categories AS above_a ON above_a.id = asked.head_a
  JOIN catalogue_categories AS above_b
    ON above_b.id = asked.head_b AND above_b.branch = above_a.branch
  GROUP BY asked.head_a, asked.head_b
),
spreads AS (
  SELECT
    spread_types.site,
    spread_types.head,
    spread_types.effective_types,
    spread_types.site_effective_types,
    totals.baskets
  FROM spread_types
  JOIN line_totals AS totals
    ON totals.site = spread_types.site AND totals.head = spread_types.head
),
medians AS (
  SELECT site, median(effective_types) AS median_types
  FROM spreads
  WHERE baskets >= :random_minimum_baskets
  GROUP BY site
)
SELECT
  asked.head_a,
  asked.head_b,
  asked.site,
  asked.times,
  asked.customers,
  asked.lift,
  asked.pmi,
  asked.log_likelihood_ratio,
  asked.first_ms,
  asked.last_ms,
  asked.type_a,
  asked.type_b,
  cells.times AS cell_times,
  cells.total_a,
  cells.total_b,
  cells.total,
  places_a.people AS people_a,
  places_a.counted_people AS counted_people_a,
  places_a.place AS place_a,
  places_a.of_products AS of_products_a,
  places_b.people AS people_b,
  places_b.counted_people AS counted_people_b,
  places_b.place AS place_b,
  places_b.of_products AS of_products_b,
  spread_a.baskets AS baskets_a,
  spread_a.effective_types AS effective_types_a,
  spread_b.baskets AS baskets_b,
  spread_b.effective_types AS effective_types_b,
  spread_a.site_effective_types,
  medians.median_types,
  facts.lines,
  facts.typed_lines,
  depth_a.depth AS depth_a,
  depth_b.depth AS depth_b,
  coalesce(shared.depth, 0) AS shared_depth,
  ranks.stronger,
  site_ranks.stronger_at_site,
  site_ranks.unstopped,
  CASE
    WHEN :strongest >= 0 THEN greatest(round(:strongest * site_ranks.unstopped), 1)
  END AS kept_at_site,
  selected.head_a IS NOT NULL AS is_selected
FROM asked
JOIN pair_contingencies AS cells
  ON cells.behaviour = 'coBuy' AND cells.head_a = asked.head_a AND cells.head_b = asked.head_b
JOIN site_facts AS facts ON facts.site = asked.site
JOIN spreads AS spread_a ON spread_a.site = asked.site AND spread_a.head = asked.head_a
JOIN spreads AS spread_b ON spread_b.site = asked.site AND spread_b.head = asked.head_b
JOIN ranks ON ranks.head_a = asked.head_a AND ranks.head_b = asked.head_b
JOIN site_ranks ON site_ranks.head_a = asked.head_a AND site_ranks.head_b = asked.head_b
LEFT JOIN selected_pairs AS selected
  ON selected.behaviour = 'coBuy'
  AND selected.head_a = asked.head_a
  AND selected.head_b = asked.head_b
LEFT JOIN medians ON medians.site = asked.site
LEFT JOIN asked_product_places AS places_a ON places_a.head = asked.head_a
LEFT JOIN asked_product_places AS places_b ON places_b.head = asked.head_b
LEFT JOIN depths AS depth_a ON depth_a.id = asked.head_a
LEFT JOIN depths AS depth_b ON depth_b.id = asked.head_b
LEFT JOIN shared ON shared.head_a = asked.head_a AND shared.head_b = asked.head_b
