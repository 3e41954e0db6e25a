/** The rooms of src/ by layer; docs/ARCHITECTURE.md says what each is for. */
export const plannedRooms: readonly (readonly string[])[] = [
  ["domain"],
  ["text", "statistics", "onnx", "sql", "state", "model-files", "yaml-files"],
  ["artifact", "learning"],
  ["stage", "language-model", "encoder", "measures", "relations", "prompts", "review"],
  [
    ...[
      "intake",
      "catalogue",
      "classification",
      "behaviour",
      "variants",
      "generation",
      "refinement",
      "annotation",
      "critic",
    ],
    ...["entailment", "prompting", "intents", "graph", "simulation"],
  ],
  ["knowledge", "relevance", "recommendation", "navigation", "monitoring", "evaluation"],
  ["app"],
  ["api", "cli", "server"],
];

/** What a room may import beside itself and the layers below, or instead of them. */
const exceptions: Readonly<Record<string, { readonly also?: string[]; readonly only?: string[] }>> =
  {
    "model-files": { only: ["domain"] },
    learning: { also: ["artifact"] },
    api: { only: ["domain"] },
    cli: { only: ["app", "api", "domain", "text", "server"] },
    server: { only: ["app", "api", "domain", "annotation", "review", ...(plannedRooms[5] ?? [])] },
  };

/** Of a stage, the uses of layer 5 see the graph alone. */
const stagesSeenByUses = ["graph"];

/** Packages and built-in modules with one home, or a few. A package that is not here has none yet. */
const homes: Readonly<Record<string, readonly string[] | "everywhere">> = {
  zod: "everywhere",
  yaml: ["yaml-files", "app"],
  "csv-parse": ["intake"],
  "wink-nlp": ["text"],
  "wink-eng-lite-web-model": ["text"],
  "onnxruntime-node": ["onnx"],
  "@huggingface/tokenizers": ["text"],
  "@duckdb/node-api": ["sql"],
  "node:sqlite": ["state"],
  "node:process": ["app"],
  "node-llama-cpp": ["language-model"],
  "gpt-tokenizer": ["language-model"],
  commander: ["cli"],
  "@commander-js/extra-typings": ["cli"],
  hono: ["server"],
  "@hono/zod-openapi": ["server"],
  "prom-client": ["server"],
  lmdb: ["knowledge"],
  "@hono/node-server": ["server"],
};

/** What the page, which runs in a browser, may import; of the rooms it sees types alone. */
const pagePackages = ["react", "react-dom"];
const roomsSeenByPage = ["api", "domain"];

export const mayPageImportPackage = (name: string, isTest: boolean): boolean =>
  pagePackages.includes(name) || (isTest && name.startsWith("node:"));

export const mayPageSee = (room: string): boolean => roomsSeenByPage.includes(room);

const testPackages = ["fast-check", "node:test"];
const domainPackages = ["zod", "node:crypto"];
const environmentHome = "app";

/** The true facts behind the sample shop's needs: seen elsewhere, they would find their way into what is measured. */
const truthFile = "truth.yaml";
const truthHome = "evaluation";

const layerOf = (room: string): number => plannedRooms.findIndex((rooms) => rooms.includes(room));

export const isRoom = (room: string): boolean => layerOf(room) >= 0;

/** A test may import its room and every room below: it may set up what its room only gets passed. */
export function mayImportRoom(from: string, to: string, isTest: boolean): boolean {
  if (from === to) return true;
  const { also = [], only } = exceptions[from] ?? {};
  const [layer, target] = [layerOf(from), layerOf(to)];
  if (isTest) return target < layer || also.includes(to);
  if (only !== undefined) return only.includes(to);
  if (to === "simulation") return from === "app";
  if (layer === 5 && target === 4) return stagesSeenByUses.includes(to);
  return target < layer || also.includes(to);
}

export function mayImportPackage(from: string, name: string, isTest: boolean): boolean {
  if (testPackages.includes(name)) return isTest;
  if (isTest && name.startsWith("node:") && homes[name] === undefined) return true;
  if (from === "domain" && !isTest) return domainPackages.includes(name);
  const home = homes[name];
  if (home === undefined) return name.startsWith("node:");
  return home === "everywhere" || home.includes(from);
}

export const mayReadEnvironment = (from: string): boolean => from === environmentHome;

export const namesTruth = (text: string): boolean => text.includes(truthFile);

/** A test may check that its room gets on without the truth. */
export const mayReadTruth = (from: string, isTest: boolean): boolean =>
  isTest || from === truthHome;
