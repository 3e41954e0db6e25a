// `npm run --silent bench -- NAME [--quick]` prints one JSON document; what it does goes to standard error.
import type { BenchDocument } from "./bench-document.ts";

type Bench = (options: { readonly quick: boolean }) => Promise<BenchDocument>;

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  "language-model": async () =>
    (await import("./language-model/language-model.ts")).benchLanguageModel,
  "embedded-model": async () =>
    (await import("./embedded-model/embedded-model.ts")).benchEmbeddedModel,
  learning: async () => (await import("./learning/learning.ts")).benchLearning,
  mining: async () => (await import("./mining/mining.ts")).benchMining,
  tuned: async () => (await import("./learning/tuned.ts")).benchTuned,
  serving: async () => (await import("./serving/serving.ts")).benchServing,
};

const [name = "", ...rest] = process.argv.slice(2);
const load = benches[name];
if (load === undefined || rest.some((word) => word !== "--quick")) {
  console.error(
    `Say which: ${Object.keys(benches).join(", ")}; and --quick for less than a minute.`,
  );
  process.exitCode = 2;
} else {
  const bench = await load();
  console.log(JSON.stringify(await bench({ quick: rest.includes("--quick") }), undefined, 2));
}
