import { evidence, queryEvidence, typeEvidence } from "./evidence-fixtures.ts";
import type { Reply } from "./fixture-server.ts";
import * as fixtures from "./fixtures.ts";
import { mining } from "./mining-fixtures.ts";
import { status, versions } from "./workspace-fixtures.ts";

const answers: readonly (readonly [RegExp, unknown])[] = [
  [/^\/readyz$/, { status: "ready", version: fixtures.version, ...fixtures.home }],
  [/^\/v1\/search\?text=zzz/, { version: fixtures.version, results: [] }],
  [/^\/v1\/search\?/, fixtures.search],
  [/^\/v1\/query\/knowledge\?text=winter\+camping&/, fixtures.exactQuery],
  [/^\/v1\/query\/knowledge\?text=sleeping/, fixtures.nearQuery],
  [/^\/v1\/query\/knowledge\?text=snow&/, fixtures.knownNearQuery],
  [/^\/v1\/query\/knowledge\?text=camp&/, fixtures.knownFormQuery],
  [/^\/v1\/query\/knowledge\?text=lonely&/, fixtures.knownQuery],
  [/^\/v1\/query\/knowledge\?text=wintr/, fixtures.variantQuery],
  [/^\/v1\/query\/knowledge\?text=the\+wintr/, fixtures.variantFormQuery],
  [/^\/v1\/query\/knowledge\?text=winter\+camp&/, fixtures.formQuery],
  [/^\/v1\/query\/knowledge\?/, fixtures.noQuery],
  [/^\/v1\/products\/wren-and-larder%2F[^/]+\/knowledge/, fixtures.product],
  [/^\/v1\/intents\/node_/, fixtures.intent],
  [/^\/v1\/edges\/edge_7$/, typeEvidence],
  [/^\/v1\/edges\/edge_8$/, queryEvidence],
  [/^\/v1\/edges\/edge_/, evidence],
  [/^\/v1\/mining$/, mining],
  [/^\/v1\/status$/, status],
  [/^\/v1\/versions$/, versions],
];

export const refusal = (status: number, code: string, message: string, hint: string): Reply => ({
  status,
  body: { error: { code, message, hint } },
});

/** The written answer under a path, or a refusal as the real server words it. */
export function fixtureReply(path: string): Reply {
  const found = answers.find(([pattern]) => pattern.test(path));
  if (found !== undefined) return { status: 200, body: found[1] };
  return refusal(
    404,
    "PRODUCT_UNKNOWN",
    "No product has the id or sku “nothing”.",
    "Search for it; near skus are OUT-PAD-014 and OUT-PAD-015.",
  );
}
