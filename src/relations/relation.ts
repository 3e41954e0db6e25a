import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { CosmoError } from "../domain/cosmo-error.ts";
import { hashOf } from "../domain/hash.ts";

const sentence = z.string().trim().min(1);

/** Names that a stem may stand on, by behaviour; see src/generation/ask.ts. */
const stemNames = {
  searchBuy: ["query", "product"],
  coBuy: ["productA", "productB"],
} as const;

const asked = (behaviour: keyof typeof stemNames) => {
  const names: readonly string[] = stemNames[behaviour];
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
  searchBuy: asked("searchBuy"),
  coBuy: asked("coBuy"),
  examples: z.array(sentence).min(10, "at least 10 known-good tails are needed for the cut"),
});

/** How a relation is asked, told and checked. A relation is data: adding one needs no code. */
export type Relation = z.infer<typeof relationSchema>;

export interface RelationSet {
  /** Names the file's content, for recipes. */
  readonly id: string;
  readonly relations: readonly Relation[];
}

/** The four seed relations that come with cosmo. */
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
    content = parse(await readFile(file, "utf8"));
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error), error);
  }
  const parsed = z.strictObject({ relations: z.array(relationSchema).min(1) }).safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { relations } = parsed.data;
  const twice = relations.find(({ name: own }, index) =>
    relations.slice(0, index).some((other) => other.name === own),
  );
  if (twice) throw invalid(`the relation ${twice.name} is there twice`);
  return { id: hashOf(relations).slice(0, 16), relations };
}

/** The claim as a sentence. */
export const verbalise = ({ verbaliser }: Relation, tail: string): string =>
  verbaliser.replace("{tail}", () => tail);
