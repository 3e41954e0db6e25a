import { sampleData } from "../annotation/labels-stage.ts";
import { claims } from "../domain/tables/claims.ts";
import { labels } from "../domain/tables/labels.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { queries } from "../domain/tables/queries.ts";
import type { ModelSpending } from "../language-model/call-store.ts";
import { costOf } from "../language-model/prices/price.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { sqlRows, sqlTable } from "../sql/sql-rows.ts";
import { type Figure, wilsonFigure } from "../statistics/figure.ts";
import { importedDatasets } from "./imports.ts";
import type { AskedModel } from "./ports.ts";
import { arePresent } from "./present-parts.ts";
import { openLookup } from "./show/lookup.ts";
import type { Workspace } from "./workspace.ts";

/** What a model's answers are worth by the labels at hand. */
export interface ModelWorth {
  /** More than one where several name the same model of one server. */
  readonly names: readonly string[];
  readonly id: string;
  /** In runs, with repairs of its answers. */
  readonly calls: number;
  /** US dollars for a call; null where there was none, or nobody knows the price. */
  readonly costPerCall: number | null;
  /** Its claims that the filters kept. */
  readonly claims: number;
  /** Those of them that a label is about. */
  readonly labelled: number;
  /** The share of those that labels accept, with Wilson's interval. */
  readonly accepted: Figure | null;
  /** Its claims times that share, for a dollar; null where it costs nothing, or that is not known. */
  readonly acceptedPerDollar: Figure | null;
  readonly acceptedPerCall: Figure | null;
  /** What to do to know more; null where there are labels. */
  readonly next: string | null;
}

/** The model with most accepted claims for what is compared. */
export interface BestModel {
  readonly name: string;
  /** What the models are compared by: dollars where more than one costs some. */
  readonly by: "acceptedPerDollar" | "acceptedPerCall";
  /** Whether its interval is above those of all others. */
  readonly isClear: boolean;
}

/** What the claims of a model come to. */
interface ClaimCounts {
  claims: number;
  labelled: number;
  accepted: number;
}

const noClaims = (): ClaimCounts => ({ claims: 0, labelled: 0, accepted: 0 });

/**
 * What each configured model gives, of the answers that are there: claims of all runs, in whose calls it was asked, against the labels
 * that were imported. Nothing is asked.
 */
export async function modelWorth(workspace: Workspace): Promise<readonly ModelWorth[]> {
  const { models, calls } = workspace.ports;
  const spent = new Map(calls.spentByModel().map((one) => [one.model, one]));
  const counts = await claimCounts(workspace);
  const ids = [...new Set(models.map(({ asker }) => asker.id))];
  return ids.map((id) => {
    const named = models.filter(({ asker }) => asker.id === id);
    return worthOf(named, spent.get(id), counts.get(id) ?? noClaims());
  });
}

async function claimCounts(workspace: Workspace): Promise<ReadonlyMap<string, ClaimCounts>> {
  const { sql, ports } = workspace;
  const counts = new Map<string, ClaimCounts>();
  const files = await keptClaimFiles(workspace);
  if (files.length === 0) return counts;
  const lookup = await openLookup(workspace);
  const rowsOf = (table: Parameters<typeof lookup.files>[0]) =>
    sqlRows(table, { files: lookup.files(table) });
  const query = sqlFromFile(new URL("./labelled-claims.sql", import.meta.url), {
    ...{ claims: { files }, pairs: rowsOf(pairs), queries: rowsOf(queries) },
    ...{ productTypes: rowsOf(productTypes), labels: { query: await labelSelect(workspace) } },
  });
  await sql.use(async (connection) => {
    const result = await connection.stream(query);
    for await (const rows of result.yieldRowsJs()) {
      for (const [said, accepted] of rows as [readonly string[], boolean | null][]) {
        for (const model of new Set(said.flatMap((call) => ports.calls.modelOf(call) ?? []))) {
          const count = counts.get(model) ?? noClaims();
          counts.set(model, count);
          count.claims++;
          if (accepted !== null) count.labelled++;
          if (accepted) count.accepted++;
        }
      }
    }
  });
  return counts;
}

/** Of all runs whose rows are there and mean what they mean today: others may have asked other models. */
async function keptClaimFiles({ records, stages, store }: Workspace): Promise<readonly string[]> {
  const version = stages.find(({ name }) => name === "refine")?.version;
  const files = new Set<string>();
  for (const record of await records.all("refine")) {
    const written = record.writes[claims.name];
    if (record.version !== version || written === undefined) continue;
    if (!(await arePresent(store, [written]))) continue;
    for (const file of store.files(written)) files.add(file);
  }
  return [...files];
}

/** The imported labels, as far as the settings use them. */
async function labelSelect({ imports, store, configuration }: Workspace): Promise<string> {
  const { importedLabels } = importedDatasets(await imports.list());
  const all = sqlTable(labels, { files: store.files(importedLabels) });
  const isUsed = configuration.critic.sampleLabels ? "true" : `data <> '${sampleData}'`;
  return `SELECT * FROM ${all} WHERE ${isUsed}`;
}

/** What a model of these names is worth. */
export function worthOf(
  named: readonly AskedModel[],
  spent: ModelSpending | undefined,
  { claims: claimed, labelled, accepted: acceptedOnes }: ClaimCounts,
): ModelWorth {
  const [model] = named;
  if (model === undefined) throw new Error("a model without a name");
  const { asker, price } = model;
  const calls = spent?.calls ?? 0;
  // Paid before its price was known, a call was written down as costing nothing.
  const costUsd = spent?.costUsd || (spent && price ? costOf(price, spent) : 0);
  const accepted = wilsonFigure(acceptedOnes, labelled);
  const per = (unit: number): Figure | null =>
    accepted === null || unit === 0 ? null : scaled(accepted, claimed / unit);
  return {
    names: named.map(({ name }) => name),
    ...{ id: asker.id, calls, claims: claimed, labelled, accepted },
    costPerCall: calls === 0 || price === undefined ? null : costUsd / calls,
    acceptedPerDollar: per(costUsd),
    acceptedPerCall: per(calls),
    next: nextStep(model, calls, claimed, labelled),
  };
}

const scaled = ({ mean, interval: [low, high] }: Figure, by: number): Figure => ({
  mean: mean * by,
  interval: [low * by, high * by],
});

function nextStep(
  { name, roles, section }: AskedModel,
  calls: number,
  claimed: number,
  labelled: number,
): string | null {
  if (labelled > 0) return null;
  const isAsked = roles.includes("generate");
  const set = isAsked || section === name ? "" : `Set roles.generate: ${name}, and `;
  const begun = (command: string): string =>
    set === "" ? `Run ${command}` : `${set}run ${command}`;
  if (calls === 0) return `${begun("`cosmo run --limit-types 20`")}: it was asked in no run yet.`;
  if (claimed === 0)
    return `${begun("`cosmo run refine`")}: there are answers, but no claims of them yet.`;
  return `${begun("`npm run --silent draw-labels -- WORKSPACE my-shop 1 0 0 40 > sheet.jsonl`")} to draw claims of it, answer them as docs/guideline.md says, and \`cosmo import labels\` them.`;
}

/** The best of those that can be compared; undefined where that is less than two. */
export function bestModel(worths: readonly ModelWorth[]): BestModel | undefined {
  const by =
    worths.filter(({ acceptedPerDollar }) => acceptedPerDollar !== null).length > 1
      ? "acceptedPerDollar"
      : "acceptedPerCall";
  const rated = worths
    .flatMap(({ names: [name = ""], [by]: figure }) => (figure === null ? [] : [{ name, figure }]))
    .toSorted((a, b) => b.figure.mean - a.figure.mean);
  const [best, ...others] = rated;
  if (best === undefined || others.length === 0) return undefined;
  const isClear = others.every(({ figure }) => figure.interval[1] < best.figure.interval[0]);
  return { name: best.name, by, isClear };
}
