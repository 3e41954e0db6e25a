-- Which products a sku named in the course of time (nth 1: the latest), and the head that each is
-- counted under. Colours and sizes of one parent are one thing to a shopper, so they share a head:
-- of the parent's products of today, else of all, the one with the smallest id, which stays the same
-- however the sales move.
WITH epochs AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY site, sku ORDER BY epoch DESC) AS nth
  FROM catalogue
),
families AS (
  SELECT site, parent, coalesce(min(CASE WHEN nth = 1 THEN id END), min(id)) AS head
  FROM epochs
  WHERE parent IS NOT NULL
  GROUP BY site, parent
)
SELECT
  epochs.site,
  epochs.sku,
  epochs.nth,
  epochs.valid_from_ms,
  epochs.valid_to_ms,
  epochs.id AS product,
  coalesce(families.head, epochs.id) AS head
FROM epochs
LEFT JOIN families ON families.site = epochs.site AND families.parent = epochs.parent
