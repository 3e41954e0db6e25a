-- Of the search-buy pairs that their rates stop, a share that goes on all the same, so that what is seldom clicked or
-- bought is represented. Each is drawn by itself, by the seed: whatever else the log holds, it stays drawn.
SELECT query, head
FROM search_buy_rules
WHERE reason IN ('clickRate', 'purchaseRate')
  AND :low_engagement_share > 0
  AND draw_of(:seed, concat(query, ' ', head)) < :low_engagement_share * 4294967296
