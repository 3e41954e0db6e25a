// The least that a server can do: Node's own HTTP, the same look-up in the same index, the same JSON. No
// routes, no checks, no log, no metrics, no versions. Prints its port.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { openVersionStore } from "../../src/graph/version-store.ts";
import { normalisedQuery } from "../../src/knowledge/asked-query.ts";
import { indexFolder } from "../../src/knowledge/index-manifest.ts";
import { openIndex } from "../../src/knowledge/open-index.ts";
import { queryKnowledgeAtHand } from "../../src/knowledge/query-knowledge.ts";
import { readRelations, seedRelationsFile, verbalise } from "../../src/relations/relation.ts";

const [folder = ""] = process.argv.slice(2);
const graphFolder = join(folder, "data", "graph");
const version = await openVersionStore(graphFolder).current();
const { relations } = await readRelations(seedRelationsFile);
const known = new Map(relations.map((relation) => [relation.name, relation]));
const lookup = {
  index: await openIndex(await indexFolder(join(graphFolder, "indexes"), version?.content ?? "")),
  nearest: undefined,
  queue: { add: () => false },
  tell: (name: string, wording: string): string => {
    const relation = known.get(name);
    return relation === undefined ? wording : verbalise(relation, wording);
  },
};

const server = createServer((request, response) => {
  const { url = "" } = request;
  const text = new URLSearchParams(url.slice(url.indexOf("?") + 1)).get("text") ?? "";
  const asked = normalisedQuery({ text, site: "shop", locale: "en-US" });
  const found = queryKnowledgeAtHand(lookup, asked, 20);
  const body = JSON.stringify({ version: version?.id, ...found });
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
});
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close();
});
