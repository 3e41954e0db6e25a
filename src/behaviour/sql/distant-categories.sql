-- Co-buys whose two lie too far apart in the tree of categories: the edges from one up to the category that both are
-- under, and down to the other. Where they have none in common, that is the root above all. Products without a
-- category are not judged. -1: none is.
WITH depths AS (
  SELECT id, max(depth) AS depth
  FROM catalogue_categories
  GROUP BY id
),
shared AS (
  SELECT counts.head_a, counts.head_b, max(above_a.depth) AS depth
  FROM co_buy_counts AS counts
  JOIN catalogue_categories AS above_a ON above_a.id = counts.head_a
  JOIN catalogue_categories AS above_b
    ON above_b.id = counts.head_b AND above_b.branch = above_a.branch
  WHERE :maximum_category_distance >= 0
  GROUP BY counts.head_a, counts.head_b
),
distances AS (
  SELECT
    counts.head_a,
    counts.head_b,
    depth_a.depth + depth_b.depth - 2 * coalesce(shared.depth, 0) AS distance
  FROM co_buy_counts AS counts
  JOIN depths AS depth_a ON depth_a.id = counts.head_a
  JOIN depths AS depth_b ON depth_b.id = counts.head_b
  LEFT JOIN shared ON shared.head_a = counts.head_a AND shared.head_b = counts.head_b
  WHERE :maximum_category_distance >= 0
)
SELECT head_a, head_b, distance
FROM distances
WHERE distance > :maximum_category_distance
