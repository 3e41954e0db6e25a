import type { SqlSession } from "../sql/sql-session.ts";

/** What this log could not be asked, in a line each. */
export async function miningNotices(session: SqlSession): Promise<readonly string[]> {
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
  ].filter((notice) => notice !== "");
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
