import type { ProductGroup } from "../../app/mining-report/coverage-report.ts";
import type { MiningReport } from "../../app/mining-report/evaluate-mining.ts";
import type { RuleReport } from "../../app/mining-report/rules-report.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { textTable, wrapped } from "./text-table.ts";

/** Lines of each list of types, departments and queries; --json has all. */
const linesShown = 8;
const examplesOfReason = 2;

/** What is covered and why the rest is not, then what each rule cut, then what is covered least. */
export function renderMiningReport(report: MiningReport, columns: number): string {
  const { products, queries } = report;
  const lines = (text: string): string => wrapped(text, columns).join("\n");
  const untyped =
    products.uncoveredWithoutType === 0
      ? ""
      : ` (without a type: ${formatNumber(products.uncoveredWithoutType)})`;
  return [
    lines(toldRun(report)),
    textTable(
      ["products", "number", "  share"],
      [
        ["in a kept pair", products.kept, percent(products.kept, products.products)],
        ...products.reasons.map((reason) => [
          reason.words,
          reason.products,
          percent(reason.products, products.products),
        ]),
      ],
      { width: columns },
    ),
    lines(
      `A product in no kept pair can still have what is known of its product type${untyped}. Variants of one parent fare as one.`,
    ),
    queries.all.queries === 0 ? "No query is in the log." : queryTable(report, columns),
    funnelTable(report, columns),
    ...groupTable("product type", "product types", products.types, columns),
    ...groupTable("department", "departments", products.domains, columns),
    ...uncoveredQueries(report, columns),
    ...uncoveredProducts(report, columns),
    lines(
      "--json has every rule, examples of what each cut, the whole lists and the distributions, which `cosmo serve` plots at #/mining.",
    ),
  ].join("\n\n");
}

function toldRun({ run }: MiningReport): string {
  const when = `${run.finishedAt.slice(0, 16).replace("T", " ")} UTC`;
  if (run.state === "done") return `Mining of ${when}, by today's settings and inputs.`;
  const settings = run.changedSettings.map(
    ({ name, was, is }) => `mining.${name} was ${was ?? "off"} and is ${is ?? "off"}`,
  );
  const others = run.changed
    .filter((name) => name !== "settings" || settings.length === 0)
    .map((name) => changeWords[name] ?? `${name} changed`);
  const since = [...settings, ...others].join("; ");
  return `Mining of ${when}, not of today: ${since || "it was begun anew and is not done"}. \`cosmo run mine\` brings it up to date.`;
}

const changeWords: Readonly<Record<string, string>> = {
  products: "the catalogue changed",
  importedEvents: "the log changed",
  replacedDays: "days were corrected",
  seed: "the seed changed",
  version: "mining works otherwise by now",
};

function queryTable({ queries }: MiningReport, columns: number): string {
  const table = textTable(
    ["queries", "number", "  share", "searches", "  share"],
    queries.outcomes.map((reason) => [
      reason.words,
      reason.queries,
      written(reason.share),
      reason.searches,
      written(reason.shareOfSearches),
    ]),
    { width: columns },
  );
  return `${table}\nShares of those that passed the gate; of what it stopped, of all.`;
}

const groupTitles: Readonly<Record<string, string>> = {
  events: "events",
  queries: "queries",
  searchBuy: "search-buy pairs",
  basketLines: "purchases in baskets",
  coBuy: "co-buy pairs",
};

const funnelTable = ({ funnel }: MiningReport, columns: number): string =>
  textTable(
    ["of", "rule", "settings", "number", "  share"],
    funnel.flatMap(({ group, rowsIn, rules, rowsOut }) => [
      [groupTitles[group] ?? group, "in", "", rowsIn, ""],
      ...rules
        .filter(({ cut }) => cut > 0)
        .map((rule) => ["", rule.rule, settingWords(rule), rule.cut, written(rule.share)]),
      ["", "out", "", rowsOut, percent(rowsOut, rowsIn)],
    ]),
    { width: columns },
  );

/** The largest uncovered groups; nothing where all is covered. */
function groupTable(
  title: string,
  plural: string,
  { total, withoutPair, rows }: MiningReport["products"]["types"],
  columns: number,
): readonly string[] {
  const uncovered = rows.filter((row) => row.uncovered > 0);
  if (uncovered.length === 0) return [];
  const table = textTable(
    [title, "uncovered", "of", "most of them"],
    uncovered
      .slice(0, linesShown)
      .map((row) => [row.name ?? "(none)", row.uncovered, row.products, mostWords(row)]),
    { width: columns },
  );
  if (withoutPair === 0) return [table];
  const all = `${formatNumber(withoutPair)} of ${counted(total, plural)}`;
  return [`${table}\n${all}: no product in a kept pair.`];
}

function mostWords({ reasons }: ProductGroup): string {
  const most = reasons.find(({ outcome }) => outcome !== "superseded");
  return most === undefined ? "" : `${most.words} (${formatNumber(most.products)})`;
}

function uncoveredQueries(
  { queries: { uncovered } }: MiningReport,
  columns: number,
): readonly string[] {
  if (uncovered.rows.length === 0) return [];
  return [
    textTable(
      ["most searched query without a kept pair", "searches", "customers", "why"],
      uncovered.rows
        .slice(0, linesShown)
        .map(({ text, searches, customers, words }) => [text, searches, customers, words]),
      { width: columns },
    ),
  ];
}

/** Examples of each reason, those whose pairs were cut first. */
function uncoveredProducts(
  { products: { without } }: MiningReport,
  columns: number,
): readonly string[] {
  if (without.rows.length === 0) return [];
  const byReason = Map.groupBy(without.rows, ({ words }) => words);
  const examples = [...byReason.values()].flatMap((rows) => rows.slice(0, examplesOfReason));
  const table = textTable(
    ["product without a kept pair", "title", "why"],
    examples.slice(0, linesShown).map(({ id, title, words }) => [id, title, words]),
    { width: columns },
  );
  return [`${table}\n\`cosmo show\` of one of these lists its cut pairs; --json has all.`];
}

const settingWords = ({ settings }: RuleReport): string =>
  settings
    .filter(({ value }) => value !== null)
    .map(({ name, value }) => `${name} ${value}`)
    .join(", ");

const percent = (part: number, whole: number): string => written(whole === 0 ? null : part / whole);

/** A share in per cent, flush right; one digit where it is below ten. */
function written(share: number | null): string {
  if (share === null) return "–".padStart(7);
  if (share > 0 && share < 0.0005) return "< 0.1 %";
  if (share < 1 && share >= 0.995) return "> 99 %".padStart(7);
  return `${(100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`.padStart(7);
}
