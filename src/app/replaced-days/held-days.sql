-- What the files of an import hold of each day at each site, and what earlier imports hold of it, counted by ids; of the
-- earlier ones also those before the first and after the last event that the files have of that day, and those of kinds that
-- the files have nowhere at that site. Lines of orders that came to nothing have no id: they are counted beside the events.
WITH kinds AS (SELECT site, list(DISTINCT kind) AS kinds FROM :arrived AS arrived GROUP BY site),
held AS (
  SELECT
    days.day, days.from_ms, days.until_ms, arrived.site,
    count(DISTINCT arrived.id) AS events, sum(arrived.undone) AS undone,
    min(arrived.time_ms) AS first_ms, max(arrived.time_ms) AS last_ms
  FROM :days AS days
  JOIN :arrived AS arrived ON arrived.time_ms >= days.from_ms AND arrived.time_ms < days.until_ms
  GROUP BY days.day, days.from_ms, days.until_ms, arrived.site
)
SELECT
  held.day, held.site, held.from_ms, held.until_ms, held.events, held.undone,
  count(DISTINCT earlier.id) AS earlier,
  count(DISTINCT CASE WHEN earlier.time_ms < held.first_ms OR earlier.time_ms > held.last_ms THEN earlier.id END)
    AS outside,
  count(DISTINCT CASE WHEN NOT list_contains(kinds.kinds, earlier.kind) THEN earlier.id END) AS otherKind
FROM held
JOIN kinds ON kinds.site = held.site
LEFT JOIN :earlier AS earlier
  ON earlier.site = held.site AND earlier.time_ms >= held.from_ms AND earlier.time_ms < held.until_ms
GROUP BY held.day, held.site, held.from_ms, held.until_ms, held.events, held.undone
ORDER BY held.day, held.site
