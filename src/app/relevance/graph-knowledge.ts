import { CosmoError } from "../../domain/cosmo-error.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import { normalisedQuery } from "../../knowledge/asked-query.ts";
import { type Knowledge, knowledgeOfHead } from "../../knowledge/knowledge.ts";
import { queryKnowledge } from "../../knowledge/query-knowledge.ts";
import { productNameOf } from "../../relevance/evaluate/judged-pair.ts";
import type { KnowledgePiece, KnowledgeProvenance } from "../../relevance/knowledge/knowledge.ts";
import { counted } from "../../text/counted.ts";
import { currentVersion } from "../current-version.ts";
import { openServedGraph } from "../served-graph.ts";
import { relationTeller } from "../told-relations.ts";
import type { Workspace } from "../workspace.ts";

/** As import calls a site that is not named. */
const unnamedSite = "default";
/** Of each query and product. */
const mostPieces = 5;

/**
 * What the published graph says of judged queries and products, looked up as `cosmo serve` does it: of a query by its words, their
 * form, or its meaning; of a product by its site and sku. No stage reads judgements, so none of their labels was seen;
 * the prompts of the workspace are looked through all the same.
 *
 * @throws CosmoError GRAPH_MISSING, INDEX_MISSING, INDEX_DAMAGED, KNOWLEDGE_FOREIGN
 */
export async function graphKnowledge(
  workspace: Workspace,
  judgements: readonly Judgement[],
): Promise<readonly KnowledgePiece[]> {
  const version = await currentVersion(workspace.versions);
  const provenance: KnowledgeProvenance = {
    source: { kind: "graph", version: version.id },
    prompts: [
      ...new Set(Iterator.from(workspace.ports.calls.iterate()).map(({ prompt }) => prompt)),
    ],
    saw: { prompts: [], fewShot: [], critic: [], thresholds: [] },
    dataSets: [],
  };
  const graph = await openServedGraph(workspace, version, {
    // What is evaluated asks for nothing.
    queue: { add: () => false },
    told: relationTeller(workspace),
    onFailure: (error) => {
      throw error;
    },
  });
  try {
    const pieces: KnowledgePiece[] = [];
    const add = (kind: "query" | "product", id: string, known: readonly Knowledge[]): void => {
      for (const { edge, sentence } of known) {
        pieces.push({ id: `${kind} ${id} ${edge}`, of: { kind, id }, text: sentence, provenance });
      }
    };
    // A file that names no site is of this shop's.
    const siteOf = ({ site }: Judgement): string =>
      site === unnamedSite ? workspace.configuration.site : site;
    for (const judgement of once(judgements, ({ query }) => query)) {
      const { query: text, locale } = judgement;
      const asked = normalisedQuery({ text, site: siteOf(judgement), locale });
      add("query", asked.text, (await queryKnowledge(graph, asked, mostPieces)).knowledge);
    }
    for (const judgement of once(judgements, productNameOf)) {
      const { sku, title } = judgement;
      const place = sku === null ? undefined : graph.index.placeOfSku(siteOf(judgement), sku);
      if (place === undefined || title === null) continue;
      const known = knowledgeOfHead(graph, place.countedAs, mostPieces);
      add("product", productNameOf(judgement), known);
    }
    if (pieces.length === 0) {
      throw foreignGraph(version.id, graph.index.manifest.sites, judgements, siteOf);
    }
    return pieces;
  } finally {
    await graph.close();
  }
}

/** That the graph says nothing of what is judged; most often they are of different sites. */
function foreignGraph(
  version: string,
  sites: readonly string[],
  judgements: readonly Judgement[],
  siteOf: (judgement: Judgement) => string,
): CosmoError {
  const judged = [...new Set(judgements.map(siteOf))].toSorted();
  const queries = once(judgements, ({ query }) => query).length;
  const skus = once(
    judgements.filter(({ sku }) => sku !== null),
    productNameOf,
  ).length;
  const areOthers = judged.every((site) => !sites.includes(site));
  return new CosmoError(
    "KNOWLEDGE_FOREIGN",
    `The graph ${version} says nothing of what is judged. Looked for were ${counted(queries, "queries")} and ${counted(skus, "skus")} of ${judged.join(", ")}; the graph is of ${sites.join(", ")}.`,
    {
      hint: areOthers
        ? `Where both are of one shop, say so: --map site==${sites[0] ?? "NAME"}.`
        : "Give judgements of queries and skus that the graph has: `cosmo show` looks one up.",
      exitCode: 2,
    },
  );
}

/** The first of each. */
const once = <Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] =>
  [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed();
