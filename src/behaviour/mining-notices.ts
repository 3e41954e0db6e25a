import type { SqlSession } from "../sql/sql-session.ts";
import { formatNumber } from "../text/counted.ts";
import type { MineConfig } from "./mine-config.ts";

/** What this log could not be asked, and what came of it that few expect, in a line each. */
export async function miningNotices(
  session: SqlSession,
  { coBuy }: MineConfig,
): Promise<readonly string[]> {
  const facts = await session.rows(
    "SELECT site, searches, clicks, lines, typed_lines FROM site_facts ORDER BY site",
  );
  const sites = facts.map((row) => ({
    site: String(row["site"]),
    searches: Number(row["searches"]),
    clicks: Number(row["clicks"]),
    lines: Number(row["lines"]),
    typedLines: Number(row["typed_lines"]),
  }));
  const where = (test: (site: (typeof sites)[number]) => boolean): string =>
    sites
      .filter(test)
      .map(({ site }) => site)
      .join(", ");

  const strangers = await sitesWithoutProducts(session);
  const withoutSearches = where(({ searches }) => searches === 0);
  const withoutClicks = where(
    ({ site, searches, clicks }) => searches > 0 && clicks === 0 && !strangers.includes(site),
  );
  const withoutCategories =
    coBuy.maximumCategoryDistance === null ? "" : await sitesWithoutCategories(session);
  const withoutTypes = where(({ lines, typedLines }) => lines > 0 && typedLines * 2 <= lines);
  return [
    ...strangers.map(
      (site) =>
        `No product of site ${site} is in the catalogue, so that none of its events on products is used. Import the catalogue with site ${site} (cosmo.yaml \`site: ${site}\`), or these events with the site of the catalogue.`,
    ),
    withoutSearches && `No searches at ${withoutSearches}: no search-buy pairs from there.`,
    withoutClicks && `No clicks at ${withoutClicks}: the cut on click rates is not applied there.`,
    withoutTypes &&
      `Most products bought at ${withoutTypes} have no product type: random co-purchases can't be told there.`,
    withoutCategories &&
      `No product bought at ${withoutCategories} has a category: mining.co-buy.maximum-category-distance cuts nothing there.`,
    await boughtOnce(session),
  ].filter((notice) => notice !== "");
}

/** Fewer can be asked about, or looked through. */
const manyPairs = 10_000;

/** Where most of very many co-buy pairs were seen once: which settings keep what has more evidence. */
async function boughtOnce(session: SqlSession): Promise<string> {
  const [counted] = await session.rows(
    `SELECT count(*) AS pairs, count(CASE WHEN times = 1 THEN 1 END) AS once
     FROM co_buy_decisions WHERE reason IS NULL`,
  );
  const [pairs, once] = [Number(counted?.["pairs"]), Number(counted?.["once"])];
  if (pairs < manyPairs || once * 2 <= pairs) return "";
  return `${formatNumber(pairs)} co-buy pairs are kept, ${formatNumber(once)} of them on the evidence of one basket. mining.co-buy.strongest: 0.01 keeps the hundredth that has most, minimum-count: 2 those of two baskets.`;
}

async function sitesWithoutCategories(session: SqlSession): Promise<string> {
  const rows = await session.rows(`
    SELECT totals.site
    FROM line_totals AS totals
    LEFT JOIN (SELECT DISTINCT id FROM catalogue_categories) AS placed ON placed.id = totals.head
    GROUP BY totals.site
    HAVING count(placed.id) = 0
    ORDER BY totals.site`);
  return rows.map(({ site }) => String(site)).join(", ");
}

/** Sites whose events name products where the catalogue has none: mostly two names of one shop. */
async function sitesWithoutProducts(session: SqlSession): Promise<readonly string[]> {
  const rows = await session.rows(`
    SELECT site FROM observed_sites WHERE named > 0
    EXCEPT
    SELECT site FROM catalogue
    ORDER BY site`);
  return rows.map(({ site }) => String(site));
}
