-- What a part holds of days for which a later import stands alone.
SELECT CAST(CAST(event.time AS DATE) AS VARCHAR) AS day, event.site, count(*) AS events
FROM :part AS event
WHERE EXISTS (
  SELECT 1
  FROM replaced
  WHERE replaced.part = :place
    AND replaced.site = event.site
    AND replaced.from_ms <= epoch_ms(event.time)
    AND replaced.until_ms > epoch_ms(event.time)
)
GROUP BY ALL
ORDER BY ALL
