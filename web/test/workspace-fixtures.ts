// Written answers, in the shape of the real ones: a workspace and its versions.
import type { StatusAnswer, VersionsAnswer } from "../../src/api/workspace-answers.ts";
import { version } from "./fixtures.ts";

const counts = {
  nodes: 5120,
  assertions: 18233,
  edges: 24781,
  byRelation: { usedFor: 9120, capableOf: 5210, usedBy: 2500, isA: 1403 },
};

export const status: StatusAnswer = {
  version,
  workspace: "shop",
  busy: null,
  imports: [
    {
      id: "import1",
      table: "products",
      sources: ["shop/catalogue.csv"],
      rows: 1273,
      days: null,
      rejected: {},
      complete: true,
      replaced: 0,
      forgotten: 0,
    },
    {
      id: "import2",
      table: "events",
      sources: [
        "shop/log-2026-01.jsonl.gz",
        "shop/log-2026-02.jsonl.gz",
        "shop/log-2026-03.jsonl.gz",
      ],
      rows: 412_889,
      days: { from: "2026-01-01", to: "2026-03-31", timeZone: "UTC" },
      rejected: { TIME_UNREADABLE: 12, SKU_MISSING: 3 },
      complete: true,
      replaced: 0,
      forgotten: 0,
    },
  ],
  missing: [],
  stages: [
    {
      name: "mine",
      state: "done",
      rowsIn: 91_204,
      rowsOut: 6310,
      dropped: { seenOnce: 61_020, queryGate: 19_871, byChance: 4003 },
      setAside: {},
      groups: [
        {
          group: "searchBuy",
          rowsIn: 40_102,
          dropped: { queryGate: 19_871, seenOnce: 16_220 },
          rowsOut: 4011,
        },
        {
          group: "coBuy",
          rowsIn: 51_102,
          dropped: { seenOnce: 44_800, byChance: 4003 },
          rowsOut: 2299,
        },
      ],
      samples: {
        seenOnce: [
          "tent pegs → Tarn Four-Season Tent for Two: bought once",
          "gift wrap → Ember Stove: bought once",
        ],
        byChance: ["Camp Pillow + AA batteries: lift 0.9"],
      },
      notices: [],
      costUsd: 0,
      seconds: 4.2,
    },
    {
      name: "generate",
      state: "done",
      rowsIn: 1200,
      rowsOut: 13_904,
      dropped: {},
      setAside: {},
      groups: [
        { group: "usedFor", rowsIn: 300, dropped: {}, rowsOut: 3904 },
        { group: "capableOf", rowsIn: 300, dropped: {}, rowsOut: 3400 },
      ],
      samples: {},
      notices: ["12 calls gave no answer; the next run asks them again."],
      costUsd: 0.84,
      seconds: 431,
    },
    {
      name: "refine",
      state: "stale",
      rowsIn: 13_904,
      rowsOut: 9001,
      dropped: { completeness: 2100, paraphrase: 1800, generic: 903, copy: 100 },
      setAside: {},
      groups: [
        { group: "usedFor", rowsIn: 13_904, dropped: { completeness: 4903 }, rowsOut: 9001 },
      ],
      samples: {
        generic: ["People use it for everything."],
        completeness: ["People use it for the."],
      },
      notices: [],
      costUsd: 0,
      seconds: 61.5,
    },
    {
      name: "intents",
      state: "never",
      rowsIn: 0,
      rowsOut: 0,
      dropped: {},
      setAside: {},
      groups: [],
      samples: {},
      notices: [],
      costUsd: 0,
      seconds: 0,
    },
  ],
  graph: { version, content: "9b1f".repeat(16), ...counts, pinned: false },
  relevance: null,
  requestedHeads: { waiting: 12, pairsAtMost: 20 },
  batchJobs: [],
  spent: { calls: 4801, inputTokens: 1_203_400, outputTokens: 190_211, costUsd: 0.84 },
  price: { input: 0.15, output: 0.6, asOf: "2025-08-07" },
  lastRun: {
    finished: true,
    costUsd: 0.84,
    presumedUsd: 0,
    calls: 4801,
    presumedCalls: 0,
    minutes: 31.5,
    maxCost: 5,
    maxCalls: null,
    maxMinutes: null,
  },
};

export const versions: VersionsAnswer = {
  version,
  versions: [
    {
      id: version,
      parent: "version_ab12ab12ab12ab12ab12",
      content: "9b1f".repeat(16),
      author: "ana",
      time: "2026-11-24T14:03:00.000Z",
      message: "cosmo run",
      files: {},
      counts,
    },
    {
      id: "version_ab12ab12ab12ab12ab12",
      parent: null,
      content: "77aa".repeat(16),
      author: "ana",
      time: "2026-11-20T09:41:00.000Z",
      message: "cosmo run",
      files: {},
      counts: { ...counts, edges: 20_004, nodes: 5203, assertions: 15_002 },
    },
  ],
};
