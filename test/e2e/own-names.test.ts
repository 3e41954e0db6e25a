import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { cosmo, cosmoJson, temporaryFolder, workspaceWith } from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";

/** What every object of JavaScript has under its name: looked up there, a shop's words would find a function. */
const names = ["constructor", "toString", "valueOf", "__proto__", "3 hasOwnProperty bricks"];

const server = await startNumberedListServer();
after(() => server.close());
const folder = temporaryFolder();
const workspace = workspaceWith(
  folder,
  "own-names",
  `mining: { query-gate: { customers: 2 } }
generation: { scopes: [product-type, query] }
language-model: { base-url: "${server.baseUrl}", model: lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`,
);

/** Each word is a type, a domain and a brand, and is searched and bought by six customers. */
function writeShop(): void {
  const products = names.map((name, at) => [at, `${name} toy`, name, name, name].join(","));
  const events = names.flatMap((name, at) =>
    ["a", "b", "c", "d", "e", "f"].flatMap((customer, day) =>
      [
        ["00", "search", name, ""],
        ["20", "click", name, at],
        ["40", "purchase", name, at],
      ].map(([second, kind, query, sku]) =>
        [
          `2026-03-0${day + 1}T1${at}:00:${second}Z`,
          ...[`${customer}${at}`, customer, kind, query, sku],
        ].join(","),
      ),
    ),
  );
  const table = (head: string, rows: readonly string[]): string =>
    `${[head, ...rows].join("\n")}\n`;
  writeFileSync(
    join(folder, "products.csv"),
    table("sku,title,product_type,domain,brand", products),
  );
  writeFileSync(join(folder, "events.csv"), table("time,session,customer,kind,query,sku", events));
}

interface Ran {
  readonly stages: readonly {
    readonly name: string;
    readonly groups: readonly { readonly group: string; readonly rowsOut: number }[];
  }[];
}

test("a shop whose types, domains, brands and queries are called what all objects have gets its graph", async () => {
  writeShop();
  for (const table of ["products", "events"]) {
    await cosmoJson(["import", table, join(folder, `${table}.csv`)], { folder: workspace });
  }
  const { stages } = await cosmoJson<Ran>(["run"], { folder: workspace });
  const groups = stages.find(({ name }) => name === "catalogue")?.groups ?? [];
  assert.deepEqual(
    groups.map(({ group, rowsOut }) => [group, rowsOut]).toSorted(),
    names.map((name) => [name, 1]).toSorted(),
  );
  assert.ok(server.asked.length > 0);
  for (const name of names) {
    const { code, out, error } = await cosmo(["show", name], { folder: workspace });
    assert.equal(code, 0, error);
    assert.match(out, /keep warm|stay dry|save time|have fun|sleep well|carry things/, name);
  }
});
