-- Co-buys of two different product types of one locale, with the co-buys of each of them. Products without a type, and of
-- two locales, say nothing. Variants of one parent are one product in pairs. Co-buys of one basket hang
-- together: `moments` counts the different times at which a pair of products was first or last bought, so that
-- one large basket is told from many. Only integers are aggregated.
WITH typed AS (
  SELECT id, locale, trim(lower(productType)) AS type
  FROM :products
  WHERE trim(productType) <> ''
),
-- Apart, for else both ends are joined by their locale first: all products with all.
first_ends AS MATERIALIZED (
  SELECT pair.headB, pair.count, pair.firstSeen, pair.lastSeen, typed.locale, typed.type
  FROM :pairs AS pair
  JOIN typed ON typed.id = pair.headA
  WHERE pair.behaviour = 'coBuy'
),
bought AS (
  SELECT
    typed.locale,
    least(first_ends.type, typed.type) AS one,
    greatest(first_ends.type, typed.type) AS other,
    first_ends.count,
    first_ends.firstSeen,
    first_ends.lastSeen
  FROM first_ends
  JOIN typed ON typed.id = first_ends.headB
  WHERE typed.locale = first_ends.locale
),
ends AS (
  SELECT locale, one AS type, count FROM bought
  UNION ALL
  SELECT locale, other AS type, count FROM bought
),
margins AS (
  SELECT locale, type, CAST(sum(count) AS BIGINT) AS ends FROM ends GROUP BY locale, type
),
totals AS (
  SELECT locale, CAST(sum(ends) AS BIGINT) AS ends, count(*) AS types FROM margins GROUP BY locale
),
times AS (
  SELECT locale, one, other, count(DISTINCT seen) AS moments
  FROM (
    SELECT locale, one, other, firstSeen AS seen FROM bought
    UNION ALL
    SELECT locale, one, other, lastSeen FROM bought
  )
  GROUP BY locale, one, other
),
together AS (
  SELECT locale, one, other, CAST(sum(count) AS BIGINT) AS count
  FROM bought
  WHERE one <> other
  GROUP BY locale, one, other
)
SELECT
  together.locale,
  'type_' || substr(sha256(concat_ws(chr(31), together.locale, together.one)), 1, 20) AS one,
  'type_' || substr(sha256(concat_ws(chr(31), together.locale, together.other)), 1, 20) AS other,
  together.count,
  times.moments,
  first.ends AS oneEnds,
  second.ends AS otherEnds,
  totals.ends AS allEnds,
  totals.types
FROM together
JOIN times ON times.locale = together.locale AND times.one = together.one AND times.other = together.other
JOIN margins AS first ON first.locale = together.locale AND first.type = together.one
JOIN margins AS second ON second.locale = together.locale AND second.type = together.other
JOIN totals ON totals.locale = together.locale
ORDER BY together.locale, together.one, together.other
