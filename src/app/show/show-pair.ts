import {
  headsOf,
  pairOfId,
  queriesCalled,
  seenOf,
} from "../../behaviour/explanation/asked-pairs.ts";
import { explainPairs } from "../../behaviour/explanation/explain-pairs.ts";
import { explainUnseen } from "../../behaviour/explanation/explain-unseen.ts";
import type { AskedPair } from "../../behaviour/explanation/explained-pair.ts";
import type { MinedRelations } from "../../behaviour/explanation/mined-relations.ts";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { pairId } from "../../domain/ids.ts";
import { pairs } from "../../domain/tables/pairs.ts";
import { type Product, products } from "../../domain/tables/products.ts";
import { sqlText } from "../../sql/sql.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import type { Lookup } from "./lookup.ts";
import { minedHere } from "./mined-here.ts";
import { nearestTo } from "./nearest-known.ts";
import { type PairReading, pairReadings } from "./pair-words.ts";
import type { Shown, Telling } from "./shown.ts";
import { shownPair, shownStoredPair } from "./shown-pair.ts";
import { shownUnseen } from "./shown-unseen.ts";
import { writtenSo } from "./written-so.ts";

/** A pair by its id, kept or cut: why. Undefined where neither the log nor the last run has it. */
export async function showPairOfId(
  lookup: Lookup,
  id: string,
  telling: Telling,
): Promise<Shown | undefined> {
  const shown = await minedHere(lookup, telling, async (relations) => {
    const asked = await pairOfId(relations.connection, id);
    return asked && shownSeen(lookup, relations, asked);
  });
  if (shown !== undefined) return shown;
  const stored = await lookup.one(pairs, "id", id);
  return stored && shownStoredPair(lookup, stored);
}

/**
 * A pair by its two: `winter tent > SKU`, a query and a product; `SKU + SKU`, two products, or a query and a product where no
 * product is called as the left says. Products go by id, sku or title. Undefined where it is no such form.
 * @throws CosmoError ID_UNKNOWN, PAIR_AMBIGUOUS
 */
export async function showPairOfWords(
  lookup: Lookup,
  words: string,
  telling: Telling,
): Promise<Shown | undefined> {
  const readings = pairReadings(words);
  if (readings.length === 0) return undefined;
  for (const reading of readings) {
    const right = await productsCalled(lookup, reading.right);
    if (right.length === 0) continue;
    const left = reading.sign === "+" ? await productsCalled(lookup, reading.left) : [];
    return minedHere(lookup, telling, async (relations) => {
      const candidates = await candidatesOf(lookup, relations, reading, left, right);
      const [asked, isSeen] = await chosenOf(relations, words, candidates);
      return isSeen
        ? shownSeen(lookup, relations, asked)
        : shownUnseen(lookup, asked, await explainUnseen(relations, asked));
    });
  }
  const [{ right } = { right: words }] = readings;
  throw await unknown(
    lookup,
    `No product has the id, sku or title ${JSON.stringify(right)}`,
    right,
  );
}

async function shownSeen(
  lookup: Lookup,
  relations: MinedRelations,
  asked: AskedPair,
): Promise<Shown | undefined> {
  const [explained] = await explainPairs(relations, [asked]);
  return explained && shownPair(lookup, explained);
}

/** Where one is written exactly so, another case is not meant. */
async function productsCalled(lookup: Lookup, name: string): Promise<readonly Product[]> {
  const wanted = sqlText(name);
  const isCalled = `id = ${wanted} OR lower(sku) = lower(${wanted}) OR lower(title) = lower(${wanted})`;
  const { rows } = await lookup.some(products, isCalled, writtenSo(name), 100);
  const exact = rows.filter(({ id, sku, title }) => [id, sku, title].includes(name));
  return exact.length > 0 ? exact : rows;
}

interface Candidate extends AskedPair {
  readonly site: string;
}

/** All pairs that are called so, at whatever site. */
async function candidatesOf(
  lookup: Lookup,
  { connection }: MinedRelations,
  { left: leftWords, sign }: PairReading,
  left: readonly Product[],
  right: readonly Product[],
): Promise<readonly Candidate[]> {
  const heads = await headsOf(
    connection,
    [...left, ...right].map(({ id }) => id),
  );
  const headOf = ({ id }: Product): string => heads.get(id) ?? id;
  if (left.length > 0) {
    return left.flatMap((one) =>
      right
        .filter(({ site }) => site === one.site)
        .map((other): Candidate => {
          const [headA, headB] = [headOf(one), headOf(other)].toSorted() as [string, string];
          return { behaviour: "coBuy", headA, headB, site: one.site };
        }),
    );
  }
  const text = leftWords.startsWith("query_") ? leftWords : normaliseQuery(leftWords);
  const queries = await queriesCalled(connection, text);
  if (queries.length === 0) {
    const product =
      sign === "+" ? "No product, and no search of the log, is" : "No search of the log is";
    throw await unknown(lookup, `${product} called ${JSON.stringify(leftWords)}`, leftWords);
  }
  return queries.flatMap(({ id, site }) =>
    right
      .filter((product) => product.site === site)
      .map((product): Candidate => {
        return { behaviour: "searchBuy", headA: id, headB: headOf(product), site };
      }),
  );
}

/** The one that was seen, if there is one, or the first that was not; several of either are asked about. */
async function chosenOf(
  { connection }: MinedRelations,
  words: string,
  candidates: readonly Candidate[],
): Promise<readonly [AskedPair, boolean]> {
  const seen = await seenOf(connection, candidates);
  const [first, ...others] = seen.length > 0 ? seen : oneOfEachSite(candidates);
  if (first === undefined) {
    throw new CosmoError("ID_UNKNOWN", `No site has both of ${JSON.stringify(words)}`, {
      hint: "Name two things of one site; `cosmo show` of each says where it is.",
      exitCode: 2,
    });
  }
  if (others.length === 0) return [first, seen.length > 0];
  const all = [first, ...others];
  const names =
    seen.length > 0
      ? all.map(
          ({ behaviour, headA, headB }) =>
            `\`cosmo show ${pairId(behaviour, headA, headB)}\` (${headB})`,
        )
      : all.map(({ headB }) => headB);
  throw new CosmoError("PAIR_AMBIGUOUS", `${JSON.stringify(words)} names ${all.length} pairs`, {
    hint:
      seen.length > 0
        ? `Say which: ${names.slice(0, namesShown).join(", ")}.`
        : `Say which, with the id of the product behind the sign: ${names.slice(0, namesShown).join(", ")}.`,
    exitCode: 2,
  });
}

/** Pairs that an error names. */
const namesShown = 10;

/** Candidates are in the order of what was searched most, and of the latest thing that a sku named. */
const oneOfEachSite = (candidates: readonly Candidate[]): readonly Candidate[] => [
  ...new Map(candidates.toReversed().map((one) => [one.site, one])).values(),
];

async function unknown(lookup: Lookup, message: string, name: string): Promise<CosmoError> {
  const nearest = await nearestTo(lookup, name);
  return new CosmoError("ID_UNKNOWN", message, {
    hint: nearest
      ? `Did you mean ${JSON.stringify(nearest)}?`
      : "Two products are told as `SKU + SKU`, a query and a product as `words > SKU`, in quotes.",
    exitCode: 2,
  });
}
