import assert from "node:assert/strict";
import { appendFileSync, cpSync } from "node:fs";
import { after } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { Knowledge } from "../../src/api/knowledge.ts";
import type { QueryKnowledge } from "../../src/api/query-knowledge.ts";
import type { SearchAnswer } from "../../src/api/search-answer.ts";
import { cosmoJson, workspaceWith } from "../e2e/cosmo-command.ts";
import { startNumberedListServer } from "../e2e/numbered-list-server.ts";
import { importSample, writeSampleLog } from "../e2e/sample-log.ts";
import { ask, serve } from "../e2e/served-workspace.ts";

type Head = SearchAnswer["results"][number];

export interface ServedPage {
  readonly address: string;
  readonly workspace: string;
  readonly version: string;
  /** Heads with knowledge, and that of the query. */
  readonly query: Head;
  readonly product: Head;
  readonly knowledge: readonly Knowledge[];
  /** Serves the same graph to those who have a key; gives the address. */
  serveWithKeys(keys: { readonly reader: string; readonly operator: string }): Promise<string>;
  /** Makes the graph grow, and waits until the server has it. Gives its version. */
  publishAnother(): Promise<string>;
}

/** `cosmo serve` on a small workspace of its own, made with the command as anybody makes one. */
export async function servePage(folder: string): Promise<ServedPage> {
  const model = await startNumberedListServer();
  after(() => model.close());
  const log = await writeSampleLog(folder, 300);
  const workspace = workspaceWith(
    folder,
    "shop",
    `site: wren-and-larder
language-model: { base-url: "${model.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
mining: { query-gate: { customers: 1 } }
generation: { scopes: [product-type, pair], limit-types: 4, unexplained-only: false }
`,
  );
  const options = { folder: workspace };
  await importSample(log, workspace);
  await cosmoJson(["run", "--limit-pairs", "8"], options);
  const serving = await serve(workspace);
  const { version } = serving;
  assert.ok(version !== null);

  const answers = await Promise.all(
    Array.from("abcdefghijklmnoprstuvw", (letter) =>
      ask<SearchAnswer>(serving, `/v1/search?text=${letter}&limit=100`),
    ),
  );
  const heads = answers.flatMap(({ body }) => body.results).filter(({ edges }) => edges > 0);
  const query = heads.find(({ kind }) => kind === "query");
  const product = heads.find(({ kind }) => kind === "product");
  assert.ok(query && product);
  const path = `/v1/query/knowledge?text=${encodeURIComponent(query.words)}`;
  const { knowledge } = (await ask<QueryKnowledge>(serving, path)).body;
  return {
    address: serving.address,
    workspace,
    version,
    query,
    product,
    knowledge,
    async serveWithKeys({ reader, operator }) {
      const copy = `${workspace}-with-keys`;
      cpSync(workspace, copy, { recursive: true });
      appendFileSync(
        `${copy}/cosmo.yaml`,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: names of variables, for cosmo to read
        'server: { reader-key: "${READER_KEY}", operator-key: "${OPERATOR_KEY}" }\n',
      );
      const variables = { READER_KEY: reader, OPERATOR_KEY: operator };
      return (await serve(copy, [], variables)).address;
    },
    async publishAnother() {
      await cosmoJson(["run", "--limit-pairs", "12"], options);
      for (let waited = 0; waited < 5000; waited += 50) {
        const ready = await ask<{ readonly version: string }>(serving, "/readyz");
        if (ready.body.version !== version) return ready.body.version;
        await setTimeout(50);
      }
      throw new Error("the server never had the new version");
    },
  };
}
