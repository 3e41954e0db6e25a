-- A thread is cut at midnight (UTC) if it was asleep: without an event in the last so many milliseconds of the day.
-- So every run lies within the days that it is awake over, and a day needs no other day than the one before it.
-- A run that is awake at the end of the days at hand may go on: it is left to the next.
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
)
SELECT
  site,
  session,
  visitor,
  day_ms,
  dense_rank() OVER (ORDER BY site, session, visitor, turn) AS run,
  max(last_ms) OVER (PARTITION BY site, session, visitor, turn) >= :until_ms - :awake_ms AS is_open
FROM turns
