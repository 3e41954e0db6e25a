// Written answers, in the shape of the real ones: what edges come from.
import type { EdgeEvidence } from "../../src/api/edge-evidence.ts";
import type { EvidenceClaim } from "../src/answer-parts.ts";
import { edgeOf, home, version } from "./fixtures.ts";

const claim: EvidenceClaim = {
  id: "claim_1",
  scope: "pair",
  sentence: "People use it for winter camping trips.",
  tail: "winter camping trips",
  support: 3,
  votes: 4,
  kept: true,
  dropReason: null,
  plausibility: 0.94,
  typicality: 0.81,
  perplexity: 41.3,
  copySimilarity: 0.42,
  documentFrequency: 12,
  spread: 0.31,
  contextCosine: 0.64,
  pair: {
    id: "pair_1",
    behaviour: "searchBuy",
    headA: { id: "query_1", words: "winter camping", ...home, site: "fell-and-field" },
    headB: {
      id: "wren-and-larder/OUT-PAD-014",
      words: "Fellside Insulated Sleeping Pad, Regular, Moss Green",
      ...home,
    },
    count: 38,
    customers: 31,
    clicks: 164,
    searches: 905,
    lift: 22.4,
    firstSeen: "2026-01-04T08:00:00.000Z",
    lastSeen: "2026-03-28T20:00:00.000Z",
  },
  query: null,
  type: null,
  carried: null,
  purchases: null,
  answers: {
    total: 1,
    rows: [
      {
        call: "call_7d1e55aa0c",
        model: "qwen2.5-7b-instruct",
        system: "",
        prompt:
          "The following search query was followed by a purchase.\nSearch query: winter camping\nProduct: Fellside Insulated Sleeping Pad\nWhat do shoppers who search for this use the product for?",
        answerStem: "1.",
        draw: 0,
        rawAnswer:
          "Winter camping trips\n2. sleeping on cold ground\n3. hiking through the mountains for several days",
      },
    ],
  },
};

export const evidence: EdgeEvidence = {
  version,
  edge: {
    ...edgeOf(["usedFor", "People use it for {tail}.", "camping in winter", 0.94, 0.81], 0),
    head: { id: "query_1", kind: "query", words: "winter camping", ...home },
    firstSeen: "2026-01-04T08:00:00.000Z",
    lastSeen: "2026-03-28T20:00:00.000Z",
  },
  claims: {
    total: 3,
    rows: [
      claim,
      {
        ...claim,
        id: "claim_2",
        sentence: "People use it for camping in the winter.",
        tail: "camping in the winter",
        support: 1,
        plausibility: null,
        typicality: null,
      },
      {
        ...claim,
        id: "claim_3",
        sentence: null,
        tail: null,
        kept: null,
        answers: { total: 0, rows: [] },
      },
    ],
  },
};

const ofType: EvidenceClaim = {
  ...claim,
  id: "claim_4",
  scope: "product-type",
  sentence: "People use sleeping pads for camping in winter.",
  tail: "camping in winter",
  support: 7,
  votes: 9,
  plausibility: 0.86,
  pair: null,
  type: {
    id: "type_1",
    name: "sleeping pad",
    attribute: null,
    titles: ["Fellside Insulated Sleeping Pad, Regular, Moss Green", "Tarn Foam Mat"],
  },
  carried: { decision: "carried", probability: 0.93, reason: null },
  purchases: null,
};

const ofQuery: EvidenceClaim = {
  ...claim,
  id: "claim_7",
  scope: "query",
  pair: null,
  query: {
    ...{ id: "query_1", words: "winter camping", ...home, site: "fell-and-field" },
    titles: ["Fellside Insulated Sleeping Pad, Regular, Moss Green"],
  },
};

/** Of a query that was asked about itself. */
export const queryEvidence: EdgeEvidence = {
  version,
  edge: { ...evidence.edge, edge: "edge_8", pairs: 0, types: 0, firstSeen: null, lastSeen: null },
  claims: { total: 1, rows: [ofQuery] },
};

/** Of a product of which the log has nothing. */
export const typeEvidence: EdgeEvidence = {
  version,
  edge: {
    ...evidence.edge,
    edge: "edge_7",
    pairs: 0,
    types: 1,
    evidence: 1,
    head: { id: "wren-and-larder/OUT-PAD-020", kind: "product", words: "Fellside Pad", ...home },
    firstSeen: null,
    lastSeen: null,
  },
  claims: {
    total: 3,
    rows: [
      ofType,
      {
        ...ofType,
        id: "claim_5",
        carried: { decision: "contradicted", probability: 0.04, reason: "the title says: summer" },
      },
      { ...ofType, id: "claim_6", carried: null },
    ],
  },
};
