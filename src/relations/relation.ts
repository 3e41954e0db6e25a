import { readFile } from "node:fs/promises";
import { z } from "zod";
import { CosmoError } from "../domain/cosmo-error.ts";
import { hashOf } from "../domain/hash.ts";
import { ownValue } from "../domain/own-value.ts";
import { parseYaml } from "../yaml-files/parse-yaml.ts";

const sentence = z.string().trim().min(1);

/** Names that a stem may stand on, by what is asked about; see src/generation/ask.ts. */
const stemNames = {
  searchBuy: ["query", "product"],
  coBuy: ["productA", "productB"],
  productType: ["type"],
} as const;

const asked = (about: keyof typeof stemNames) => {
  const names: readonly string[] = stemNames[about];
  const known = names.map((name) => `{${name}}`).join(" and ");
  return z.strictObject({
    question: sentence,
    stem: sentence.refine(
      (stem) => [...stem.matchAll(/\{(.*?)\}/g)].every(([, name]) => names.includes(name ?? "")),
      `may name ${known} only`,
    ),
  });
};

const relationSchema = z.strictObject({
  name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, "letters, digits and _ only"),
  tailType: sentence,
  verbaliser: sentence.refine((text) => text.includes("{tail}"), "must contain {tail}"),
  /** Absent: pairs are not asked about in this relation; then `coBuy` is absent too. */
  searchBuy: asked("searchBuy").optional(),
  coBuy: asked("coBuy").optional(),
  /** Absent: product types are not asked about in this relation. */
  productType: asked("productType").optional(),
  /** Its tails for a product type are the types that are bought together with it. Absent: they are not. */
  partners: z
    .strictObject({
      from: z.literal("behaviour"),
      /** Names of the relations in which a model is asked why both types are bought; their co-buy stems are used. */
      why: z.array(z.string()).default([]),
    })
    .optional(),
  /** Name of the closed list from which tails are ranked for a product type. Absent: none is. */
  list: z.string().optional(),
  examples: z.array(sentence).min(10, "at least 10 known-good tails are needed for the cut"),
});

/** How a relation is asked, told and checked. A relation is data: adding one needs no code. */
export type Relation = z.infer<typeof relationSchema>;

export type StemAndQuestion = NonNullable<Relation["coBuy"]>;

export interface RelationSet {
  /** Names the file's content, for recipes. */
  readonly id: string;
  readonly relations: readonly Relation[];
  /** Tails by the name of their list. */
  readonly lists: ClosedLists;
}

export type ClosedLists = Readonly<Record<string, readonly string[]>>;

const listsSchema = z.record(z.string(), z.array(sentence).min(1));

/** Lists that come with cosmo. */
const seedLists: ClosedLists = z
  .strictObject({ lists: listsSchema })
  .parse(
    await parseYaml(await readFile(new URL("./closed-lists.yaml", import.meta.url), "utf8")),
  ).lists;

/** The relations that come with cosmo: the four seed relations, and one from behaviour. */
export const seedRelationsFile: URL = new URL("./relations.yaml", import.meta.url);

/** @throws CosmoError RELATIONS_INVALID with the place in the file */
export async function readRelations(file: URL | string): Promise<RelationSet> {
  const name = String(file);
  const invalid = (what: string, cause?: unknown): CosmoError =>
    new CosmoError("RELATIONS_INVALID", `${name}: ${what}`, {
      hint: "Compare it with src/relations/relations.yaml, which is a complete example.",
      cause,
      exitCode: 2,
    });
  let content: unknown;
  try {
    content = await parseYaml(await readFile(file, "utf8"));
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error), error);
  }
  const parsed = z
    .strictObject({ lists: listsSchema.default({}), relations: z.array(relationSchema).min(1) })
    .safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { relations } = parsed.data;
  const twice = relations.find(({ name: own }, index) =>
    relations.slice(0, index).some((other) => other.name === own),
  );
  if (twice) throw invalid(`the relation ${twice.name} is there twice`);
  refuseUnasked(relations, invalid);
  for (const about of ["searchBuy", "coBuy", "productType"] as const) {
    // A small model sees of a relation nothing but its stem.
    const stems = relations.map((relation) => relation[about]?.stem);
    const again = stems.findIndex(
      (stem, index) => stem !== undefined && stems.indexOf(stem) < index,
    );
    if (again >= 0)
      throw invalid(`${relations[again]?.name}: another relation has its ${about} stem`);
  }
  const lists = withOwn(parsed.data.lists);
  const unlisted = relations.find(({ list }) => list !== undefined && !Object.hasOwn(lists, list));
  if (unlisted) {
    const known = Object.keys(lists).join(", ");
    throw invalid(`${unlisted.name}: there is no list ${unlisted.list}; there are ${known}`);
  }
  return { id: hashOf([relations, lists]).slice(0, 16), relations, lists };
}

/** A relation is asked of both behaviours or of none, and of something; and what is to tell why can be asked. */
function refuseUnasked(relations: readonly Relation[], invalid: (what: string) => Error): void {
  for (const { name, searchBuy, coBuy, productType, partners } of relations) {
    if ((searchBuy === undefined) !== (coBuy === undefined)) {
      throw invalid(`${name}: searchBuy and coBuy go together`);
    }
    if (coBuy === undefined && productType === undefined && partners === undefined) {
      throw invalid(`${name}: needs searchBuy and coBuy, productType or partners`);
    }
    for (const why of partners?.why ?? []) {
      const told = relations.find((relation) => relation.name === why);
      if (told?.coBuy !== undefined) continue;
      throw invalid(`${name}: partners.why names ${why}, which is no relation with coBuy`);
    }
  }
}

/** The lists that come with cosmo, with what a set of relations adds to them. */
const withOwn = (own: ClosedLists): ClosedLists =>
  Object.fromEntries(
    [...new Set([...Object.keys(seedLists), ...Object.keys(own)])].map((name) => [
      name,
      [...new Set([...(ownValue(seedLists, name) ?? []), ...(ownValue(own, name) ?? [])])],
    ]),
  );

/** The claim as a sentence. */
export const verbalise = ({ verbaliser }: Relation, tail: string): string =>
  verbaliser.replace("{tail}", () => tail);
