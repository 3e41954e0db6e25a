-- A thread is cut at midnight (UTC) if it was asleep: without an event in the last so many milliseconds of the day.
-- So every run lies within the days that it is awake over, and a day needs no other day than the one before it.
-- `end_day_ms`: the day that the run is counted in, the one behind the last midnight that it was awake at. A run that
-- is awake at the end of the days at hand may go on: it is left to the next. `customer`: one that the run names, if
-- only at the till: the whole run is theirs, so that a shopper who signs in half-way is not counted as two.
WITH pauses AS (
  SELECT
    *,
    lag(last_ms) OVER (PARTITION BY site, session, visitor ORDER BY day_ms) AS before_ms
  FROM thread_days
),
turns AS (
  SELECT
    *,
    count(CASE WHEN before_ms < day_ms - :awake_ms THEN 1 END) OVER (
      PARTITION BY site, session, visitor ORDER BY day_ms
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS turn
  FROM pauses
),
ended AS (
  SELECT
    site,
    session,
    visitor,
    day_ms,
    dense_rank() OVER (ORDER BY site, session, visitor, turn) AS run,
    max(last_ms) OVER (PARTITION BY site, session, visitor, turn) AS last_ms,
    min(customer) OVER (PARTITION BY site, session, visitor, turn) AS customer,
    max(other_customer) OVER (PARTITION BY site, session, visitor, turn) AS other_customer
  FROM turns
)
SELECT
  site,
  session,
  visitor,
  day_ms,
  run,
  last_ms + :awake_ms - (last_ms + :awake_ms) % 86400000 AS end_day_ms,
  last_ms + :awake_ms >= :until_ms AS is_open,
  customer,
  customer <> other_customer AS is_shared
FROM ended
