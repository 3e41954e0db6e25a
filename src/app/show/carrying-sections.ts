import { type Entailment, entailments } from "../../domain/tables/entailments.ts";
import { sqlText } from "../../sql/sql.ts";
import type { Lookup } from "./lookup.ts";
import type { Section } from "./shown.ts";
import { wordsOf } from "./words-of.ts";

const titles: readonly (readonly [Entailment["decision"], string])[] = [
  ["carried", "Carried to"],
  ["unsure", "Held back as unsure"],
  ["contradicted", "Held back as contradicted"],
];

/** Where a claim about a type was carried to, and where it was held back and why: how often, and ten heads drawn of each. */
export function carryingSections(lookup: Lookup, claim: string): Promise<readonly Section[]> {
  return Promise.all(
    titles.map(async ([decision, title]) => {
      const found = await lookup.some(
        entailments,
        `claim = ${sqlText(claim)} AND decision = ${sqlText(decision)}`,
        "sha256(head)",
      );
      const rows = await Promise.all(
        found.rows.map(async ({ head, headKind, probability, reason }) => ({
          probability,
          kind: headKind,
          words: await wordsOf(lookup, head),
          reason,
          head,
        })),
      );
      return { title, total: found.total, rows };
    }),
  );
}
