import type { Claim } from "../domain/tables/claims.ts";
import type { LabelRow } from "../domain/tables/labels.ts";
import type { ProductType } from "../domain/tables/product-types.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { claimRow } from "../stage/claims-for-tests.ts";
import { labelRow } from "../stage/labels-for-tests.ts";
import { seededRandom } from "../statistics/random.ts";
import { wordsOf } from "./named-sides.ts";

export const never: AbortSignal = new AbortController().signal;

const dimensions = 192;

function wordVector(word: string): Float64Array {
  const random = seededRandom(...Array.from(word, (letter) => letter.codePointAt(0) ?? 0));
  return Float64Array.from({ length: dimensions }, () => 2 * random.next() - 1);
}

/** Texts are near when they share words. It keeps what it was asked. */
export function wordEncoder(): Encoder & { readonly encoded: string[] } {
  const encoded: string[] = [];
  return {
    id: "words",
    encoded,
    async encode(texts, signal) {
      signal.throwIfAborted();
      encoded.push(...texts);
      return texts.map((text) => {
        const sum = new Float64Array(dimensions);
        for (const { form } of wordsOf(text)) {
          for (const [at, part] of wordVector(form).entries()) sum[at] = (sum[at] ?? 0) + part;
        }
        const length = Math.hypot(...sum) || 1;
        return Float32Array.from(sum, (part) => part / length);
      });
    },
    async close() {},
  };
}

/** A kept claim about a type; what was measured of it is nothing special unless it is given. */
export const typeClaimRow = (
  type: ProductType,
  relation: string,
  tail: string,
  details: Partial<Claim> = {},
): Claim =>
  claimRow(type.id, relation, tail, {
    scope: "product-type",
    sentence: `People use it for ${tail}.`,
    ...details,
  });

/** A label of a tent as it stands after its stage; nothing special unless it is given. */
export const entailmentLabel = (details: Partial<LabelRow> = {}): LabelRow => {
  const row = labelRow({
    ...{ subject: "product", query: null, typeB: "Tent", answers: { plausible: "yes" } },
    ...details,
  });
  const words = [row.subject, row.query, row.productB, row.typeB, row.tail, row.annotator];
  return details.id === undefined ? { ...row, id: `label ${words.join("/")}` } : row;
};

export const qualities = ["warmth", "lightness", "privacy", "storage"] as const;

/** A label of a tail about one quality, at a head that names one quality of its own. */
function qualityLabel(
  subject: "product" | "query",
  type: string,
  place: number,
  details: Partial<LabelRow> = {},
): LabelRow {
  const random = seededRandom(place, subject === "query" ? 1 : 0);
  const [own, claimed] = [random.pick(qualities), random.pick(qualities)];
  const words = `${type} ${place} with ${own}`;
  // One in twenty annotators errs.
  const isYes = (own === claimed) !== random.chance(1 / 20);
  return entailmentLabel({
    subject,
    query: subject === "query" ? words : null,
    productB: subject === "query" ? null : `shop/${type}-${place}`,
    titleB: subject === "query" ? null : words,
    typeB: type,
    tail: claimed,
    sentence: `People use it for ${claimed}.`,
    answers: { plausible: isYes ? "yes" : "no" },
    ...details,
  });
}

/** Labels of many types on all sides of the split: what is claimed holds where the head names it. */
export const qualityLabels = (
  subjects: readonly ("product" | "query")[] = ["product", "query"],
  perType = 10,
): readonly LabelRow[] =>
  subjects.flatMap((subject) =>
    Array.from({ length: 24 * perType }, (_, place) => {
      const type = place % 24;
      const split = type < 12 ? "train" : type < 16 ? "calibration" : "test";
      return qualityLabel(subject, `type${type}`, place, { split });
    }),
  );
