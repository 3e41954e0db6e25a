-- Days of which an imported part does not count, since a later import stands alone for them.
-- `places`: each part's place and the names that it may be known by; `days`: what replaces what.
SELECT earlier.part, later.site, later.from_ms, later.until_ms
FROM (SELECT DISTINCT part FROM :places) AS earlier
JOIN (
  SELECT first_part.part, days.site, days.from_ms, days.until_ms
  FROM :days AS days
  JOIN (SELECT name, min(part) AS part FROM :places GROUP BY name) AS first_part
    ON first_part.name = days.part
) AS later ON earlier.part < later.part
GROUP BY earlier.part, later.site, later.from_ms, later.until_ms
