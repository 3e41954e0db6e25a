import type { CommandEntry } from "./run-command-line.ts";

/** Every verb, in the order of `cosmo --help`. */
export const commandEntries: readonly CommandEntry[] = [
  {
    name: "demo",
    summary: "the whole way on a small sample shop: no key, no question",
    load: async () => (await import("./commands/demo.ts")).demoCommand,
  },
  {
    name: "simulate",
    summary: "write the log of a simulated shop whose truth is known, of any size",
    load: async () => (await import("./commands/simulate.ts")).simulateCommand,
  },
  {
    name: "init",
    summary: "make a workspace: a folder with a commented cosmo.yaml",
    load: async () => (await import("./commands/init.ts")).initCommand,
  },
  {
    name: "import products",
    summary: "validate and store a catalogue",
    load: async () => (await import("./commands/import.ts")).importProductsCommand,
  },
  {
    name: "import events",
    summary: "validate and store a log of searches, clicks and purchases",
    load: async () => (await import("./commands/import.ts")).importEventsCommand,
  },
  {
    name: "import judgements",
    summary: "validate and store how well people found that products fit queries",
    load: async () => (await import("./commands/import.ts")).importJudgementsCommand,
  },
  {
    name: "import labels",
    summary: "take in what annotators said of claims, for critics to learn from",
    load: async () => (await import("./commands/import.ts")).importLabelsCommand,
  },
  {
    name: "import remove",
    summary: "take an import out again, by its id in `cosmo status` or a file of it",
    load: async () => (await import("./commands/import-remove.ts")).importRemoveCommand,
  },
  {
    name: "forget",
    summary: "take customers and what they did out of the imported log, and off the disk",
    load: async () => (await import("./commands/forget.ts")).forgetCommand,
  },
  {
    name: "prune",
    summary: "remove from the disk what nothing reads any more",
    load: async () => (await import("./commands/prune.ts")).pruneCommand,
  },
  {
    name: "run",
    summary: "run every stale stage, or up to those named; goes on where it was",
    load: async () => (await import("./commands/run.ts")).runCommand,
  },
  {
    name: "run relevance",
    summary: "learn a model of how well products fit queries, on judgements; `serve` ranks by it",
    load: async () => (await import("./commands/run-relevance.ts")).runRelevanceCommand,
  },
  {
    name: "status",
    summary: "where everything stands: imports, stages, graph, spending",
    load: async () => (await import("./commands/status.ts")).statusCommand,
  },
  {
    name: "doctor",
    summary: "what is wrong, how the models answer, and the next command",
    load: async () => (await import("./commands/doctor.ts")).doctorCommand,
  },
  {
    name: "show",
    summary: "where anything came from and what it leads to",
    load: async () => (await import("./commands/show.ts")).showCommand,
  },
  {
    name: "serve",
    summary: "answer what is known over HTTP, and show it as a page",
    load: async () => (await import("./commands/serve.ts")).serveCommand,
  },
  {
    name: "evaluate critic",
    summary: "hold the critic against labels that it has not seen, beside its parts alone",
    load: async () => (await import("./commands/evaluate-critic.ts")).evaluateCriticCommand,
  },
  {
    name: "evaluate graph",
    summary: "hold the graph of a simulated shop against what is true in it",
    load: async () => (await import("./commands/evaluate-graph.ts")).evaluateGraphCommand,
  },
  {
    name: "evaluate mining",
    summary: "what mining did with the log: what it covers, what each rule cut, and why",
    load: async () => (await import("./commands/evaluate-mining.ts")).evaluateMiningCommand,
  },
  {
    name: "evaluate relevance",
    summary: "how well a product fits a query: ways to tell, held against judgements",
    load: async () => (await import("./commands/evaluate-relevance.ts")).evaluateRelevanceCommand,
  },
  {
    name: "graph log",
    summary: "the versions of the graph, newest first",
    load: async () => (await import("./commands/graph-log.ts")).graphLogCommand,
  },
  {
    name: "graph diff",
    summary: "what changed between two versions, or since the one before",
    load: async () => (await import("./commands/graph-diff.ts")).graphDiffCommand,
  },
  {
    name: "graph pin",
    summary: "publish a version of before again, and keep it whatever runs give",
    load: async () => (await import("./commands/graph-pin.ts")).graphPinCommand,
  },
  {
    name: "graph unpin",
    summary: "let the next run publish its graph again",
    load: async () => (await import("./commands/graph-pin.ts")).graphUnpinCommand,
  },
  {
    name: "graph validate",
    summary: "read the graph back, row by row, and check that all holds together",
    load: async () => (await import("./commands/graph-validate.ts")).graphValidateCommand,
  },
];
