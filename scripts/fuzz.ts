// Asks a running server thousands of odd questions and checks each answer against its OpenAPI document:
// `npm run --silent fuzz -- http://127.0.0.1:3210 [--key KEY] [--examples 800]`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runProgram } from "./run-command.ts";

const version = "4.32.5";
const folder = join(homedir(), ".cache", "cosmo", `schemathesis-${version}`);
const program = join(folder, "bin", "schemathesis");
const settings = fileURLToPath(new URL("./fuzz.toml", import.meta.url));

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: "string" },
    examples: { type: "string", default: "800" },
    seed: { type: "string", default: "1" },
  },
});
const [address] = positionals;
if (address === undefined) {
  console.error("Say where the server is: npm run --silent fuzz -- http://127.0.0.1:3210");
  process.exit(2);
}
if (spawnSync("python3", ["--version"]).status !== 0) {
  console.error("Missing: python3, with which schemathesis runs. Install it, and run this again.");
  process.exit(2);
}
if (!existsSync(program)) {
  console.error(`Installing schemathesis ${version} into ${folder}`);
  mkdirSync(folder, { recursive: true });
  const made = [
    ["python3", "-m", "venv", folder],
    [join(folder, "bin", "pip"), "install", "--quiet", `schemathesis==${version}`],
  ].every(
    ([command = "", ...words]) => spawnSync(command, words, { stdio: "inherit" }).status === 0,
  );
  if (!made) {
    console.error("Missing: schemathesis could not be installed, see above.");
    process.exit(2);
  }
}
const header = values.key === undefined ? [] : [`Authorization: Bearer ${values.key}`];

/** Runs schemathesis with settings from a file; its exit code. */
const fuzz = (settingsFile: string, examples: number, ...words: readonly string[]) =>
  runProgram(
    program,
    [
      ...["--config-file", settingsFile, "run", `${address}/openapi.json`, "--checks", "all"],
      ...["--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--no-color"],
      ...["--max-examples", String(examples), "--seed", values.seed, "--workers", "2"],
      ...header.flatMap((line) => ["--header", line]),
      ...words,
    ],
    folder,
  );

interface Asked {
  readonly results: readonly { readonly kind: string; readonly id: string }[];
  readonly knowledge: readonly {
    readonly edge: string;
    readonly intent: { readonly id: string };
  }[];
}

async function ask(path: string): Promise<Asked> {
  const headers = new Headers(header.map((line) => line.split(": ", 2) as [string, string]));
  return (await (await fetch(`${address}${path}`, { headers })).json()) as Asked;
}

/** Ids that the server knows, as settings: drawn ones find nothing, and what lies behind is never reached. */
async function knownIds(): Promise<string | undefined> {
  const { results } = await ask("/v1/search?text=a&limit=100");
  const product = results.find(({ kind }) => kind === "product")?.id;
  if (product === undefined) return undefined;
  const { knowledge } = await ask(`/v1/products/${encodeURIComponent(product)}/knowledge?limit=1`);
  const [first] = knowledge;
  if (first === undefined) return undefined;
  const settingsOf = (path: string, name: string, id: string): string =>
    `[[operations]]\ninclude-path = "${path}"\nparameters = { "${name}" = ${JSON.stringify(id)} }\n`;
  return [
    settingsOf("/v1/products/{id}/knowledge", "path.id", product),
    settingsOf("/v1/edges/{id}", "path.id", first.edge),
    settingsOf("/v1/intents/{id}", "path.id", first.intent.id),
    `${settingsOf("/v1/pairs/knowledge", "query.product", product)}${alsoRefused}`,
    ...["/v1/query/knowledge", "/v1/knowledge"].map(
      (path) => `[[operations]]\ninclude-path = "${path}"\n${alsoRefused}`,
    ),
  ].join("\n");
}

/** As in fuzz.toml: what OpenAPI can't say of them. */
const alsoRefused =
  '[operations.checks]\npositive_data_acceptance.expected-statuses = ["2xx", "400", "404"]\n';

const codes = [await fuzz(settings, Number(values.examples))];
const known = await knownIds();
if (known === undefined) console.error("The server knows no product with an edge: that is all.");
else {
  const file = join(folder, "known-ids.toml");
  writeFileSync(file, known);
  const paths = [
    "/v1/products/{id}/knowledge",
    "/v1/edges/{id}",
    "/v1/intents/{id}",
    "/v1/pairs/knowledge",
  ];
  const included = paths.flatMap((path) => ["--include-path", path]);
  codes.push(await fuzz(file, Math.ceil(Number(values.examples) / 4), ...included));
}
process.exitCode = Math.max(...codes);
