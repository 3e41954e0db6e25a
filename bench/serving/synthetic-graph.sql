-- A graph of any size, the same for the same seed: queries and products of a few words, whatever the seed, with
-- drawn edges to drawn intents.
CREATE OR REPLACE MACRO drawn(name, number) AS CAST(hash(:seed || name || number) >> 1 AS BIGINT);
CREATE OR REPLACE MACRO word(number) AS
  ['alder', 'breeze', 'camp', 'dome', 'ember', 'fleece', 'grove', 'harbor', 'ivory', 'juniper', 'kettle',
   'lantern', 'meadow', 'nylon', 'oak', 'pine', 'quilt', 'ridge', 'sage', 'trail', 'umber', 'velvet',
   'willow', 'yarn'][1 + number % 24];
CREATE TABLE nodes AS
  SELECT 'node_' || substr(sha256('node' || number), 1, 20) AS id,
    word(drawn('verb', number)) || ' the ' || word(drawn('thing', number)) || ' ' || number AS wording,
    'form ' || number AS normalForm
  FROM range(:nodes) AS numbers(number);
CREATE TABLE aliases AS
  SELECT wording AS surface, id AS node, normalForm, 'bench' AS by, epoch_ms(0) AS since FROM nodes;
CREATE TABLE heads AS
  SELECT
    CASE WHEN number % 2 = 0 THEN 'shop/S' || number
      ELSE 'query_' || substr(sha256(concat_ws(chr(31), 'shop', 'en-US', words)), 1, 20) END AS id,
    CASE WHEN number % 2 = 0 THEN 'product' ELSE 'query' END AS kind,
    'shop' AS site, 'en-US' AS locale, words,
    CASE WHEN number % 2 = 0 THEN 'S' || number END AS sku,
    CASE WHEN number % 2 = 0 THEN word(drawn('type', number)) END AS productType,
    CASE WHEN number % 2 = 0 THEN 'Others' END AS domain,
    number
  FROM (
    SELECT number,
      word(CAST(hash('first' || number) >> 1 AS BIGINT)) || ' ' || word(CAST(hash('second' || number) >> 1 AS BIGINT)) || ' ' || number AS words
    FROM range(:heads) AS numbers(number)
  );
CREATE TABLE edges AS
  SELECT 'edge_' || substr(sha256(concat_ws(chr(31), head, relation, node)), 1, 20) AS id,
    headKind, head, relation, node, 1 + draw % 3 AS pairs, draw % 2 AS types, 1 + draw % 7 AS support, 1 + draw % 2 AS evidence,
    (draw % 1000) / 1000.0 AS score, (draw % 997) / 997.0 AS typicality,
    CAST(NULL AS VARCHAR) AS policyClass, '{}' AS byMonth, epoch_ms(0) AS firstSeen, epoch_ms(0) AS lastSeen
  FROM (
    SELECT DISTINCT ON (head, relation, node) *
    FROM (
      SELECT heads.kind AS headKind, heads.id AS head,
        ['capableOf', 'cause', 'isA', 'usedFor'][1 + drawn('relation', edge) % 4] AS relation,
        'node_' || substr(sha256('node' || drawn('node', edge) % :nodes), 1, 20) AS node,
        drawn('score', edge) AS draw
      FROM range(:edges) AS numbers(edge)
      JOIN heads ON heads.number = drawn('head', edge) % :heads
    )
  );
CREATE TABLE assertions AS
  SELECT 'claim_' || substr(id, 6) AS claim, 'pair' AS scope, CAST(NULL AS VARCHAR) AS type, CAST(NULL AS VARCHAR) AS attribute,
    'coBuy' AS behaviour, 'pair_' || substr(id, 6) AS pair,
    head AS headA, 'shop/S0' AS headB, relation, node, support, 1 AS pairCount, score AS plausibility,
    typicality, firstSeen, lastSeen
  FROM edges WHERE false;
