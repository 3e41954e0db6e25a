import { behaviourCall } from "../domain/ids.ts";
import type { Candidate } from "../domain/tables/candidates.ts";
import type { Relation } from "../relations/relation.ts";
import { type SqlConnection, sqlParquet, sqlText } from "../sql/sql.ts";
import { type AnswerForm, callsPerRelation } from "./answer-form.ts";
import { answerRequest, namedStem } from "./answer-request.ts";
import type { Ask } from "./ask.ts";
import { namelessType } from "./name-fits.ts";
import type { Templates } from "./prompt-templates.ts";
import type { TypeHead } from "./type-asks.ts";
import { chosenTypes, type TypeHeadSources, type TypeLimits } from "./type-head.ts";

/** A product type that is asked about, and one that is bought together with it beyond chance. */
export interface TypePartnerHead {
  readonly type: PartnerWords;
  readonly partner: PartnerWords;
  readonly place: number;
  readonly count: number;
  readonly lift: number;
  /** Whether it is here that a model is asked why: both are asked about, and the pair comes once. */
  readonly isAsked: boolean;
}

type PartnerWords = Pick<TypeHead, "id" | "titles" | "calledAs">;

export interface PartnerHeadSources extends TypeHeadSources {
  readonly typePartners: { readonly files: readonly string[] };
}

/** Titles of each of both types in a prompt. */
const titlesShown = 2;

/**
 * Partners of the types that are asked about, as far as `most` of each go. A partner without a name tells nothing: that
 * something is “used with product” is no claim. Nor is a model asked why of a type without one.
 */
function partnersOf(
  { productTypes, products, typePartners }: PartnerHeadSources,
  limits: TypeLimits,
  most: number,
): string {
  const taken = `SELECT * FROM ${sqlParquet(typePartners.files)} WHERE place <= ${most}`;
  return `
    WITH chosen AS (${chosenTypes({ productTypes, products }, "product-type", limits)}),
    taken AS (${taken} AND type IN (SELECT id FROM chosen))
    SELECT taken.type, taken.partner, taken.place, taken.count, taken.lift,
      head.calledAs AS typeName, head.titles[1:${titlesShown}] AS typeTitles,
      other.calledAs AS partnerName, other.titles[1:${titlesShown}] AS partnerTitles,
      taken.partner IN (SELECT id FROM chosen) AND ${hasName("head")}
        AND (taken.type < taken.partner OR reverse.type IS NULL) AS isAsked
    FROM taken
    JOIN chosen AS head ON head.id = taken.type
    JOIN ${sqlParquet(productTypes.files)} AS other ON other.id = taken.partner
    LEFT JOIN taken AS reverse
      ON reverse.type = taken.partner AND reverse.partner = taken.type
    WHERE ${hasName("other")}`;
}

const hasName = (type: string): string =>
  `(${type}.nameFits OR ${type}.calledAs <> ${sqlText(namelessType)})`;

/** How many pairs of types a model is asked about. */
export async function countAskedPartners(
  connection: SqlConnection,
  sources: PartnerHeadSources,
  limits: TypeLimits,
  most: number,
): Promise<number> {
  if (sources.typePartners.files.length === 0 || most === 0) return 0;
  const counted = await connection.runAndReadAll(
    `SELECT count(*) FROM (${partnersOf(sources, limits, most)}) WHERE isAsked`,
  );
  return Number(counted.getRows()[0]?.[0]);
}

/**
 * Makes the temporary table `partner_heads` on the connection, from which buckets are read.
 *
 * @returns how many pairs of types a model is asked about, and how many rows there are; where there are none, there may be no table
 */
export async function selectPartnerHeads(
  connection: SqlConnection,
  sources: PartnerHeadSources,
  limits: TypeLimits,
  most: number,
): Promise<{ readonly asked: number; readonly rows: number }> {
  if (sources.typePartners.files.length === 0 || most === 0) return { asked: 0, rows: 0 };
  const select = partnersOf(sources, limits, most);
  await connection.run(`CREATE OR REPLACE TEMP TABLE partner_heads AS ${select}`);
  const counted = await connection.runAndReadAll(
    "SELECT count(*) FILTER (isAsked), count(*) FROM partner_heads",
  );
  const [asked, rows] = counted.getRows()[0] ?? [];
  return { asked: Number(asked), rows: Number(rows) };
}

/** Those of one bucket of types, in order of id and place, of those that `selectPartnerHeads` found. */
export async function readPartnerHeads(
  connection: SqlConnection,
  bucket: string,
): Promise<readonly TypePartnerHead[]> {
  const reader = await connection.runAndReadAll(
    `SELECT * FROM partner_heads WHERE substr(type, 6, 1) = '${bucket}' ORDER BY type, place`,
  );
  return reader.getRowObjectsJS().map((row) => {
    const words = (name: string): PartnerWords => ({
      id: String(row[name]),
      calledAs: String(row[`${name}Name`]),
      titles: (row[`${name}Titles`] as readonly unknown[]).map(String),
    });
    return {
      ...{ type: words("type"), partner: words("partner"), place: Number(row["place"]) },
      ...{
        count: Number(row["count"]),
        lift: Number(row["lift"]),
        isAsked: row["isAsked"] === true,
      },
    };
  });
}

/** What purchases say by themselves: that a type is used with its partner. */
export const partnerCandidates = (
  { type, partner, place, count, lift }: TypePartnerHead,
  relations: readonly Relation[],
): readonly Candidate[] =>
  relations.flatMap(({ name, partners }) =>
    partners === undefined
      ? []
      : [
          {
            ...{ call: behaviourCall(name), place, scope: "product-type", head: type.id },
            ...{ relation: name, prompt: partners.from, tail: partner.calledAs },
            rawText: `${partner.calledAs} (bought together ${count} times, ${lift.toFixed(1)} times what chance gives)`,
          },
        ],
  );

/** The relations in which a model is asked why two types are bought together, of those that are asked at all. */
export const whyRelations = (relations: readonly Relation[]): readonly Relation[] => {
  const names = new Set(relations.flatMap(({ partners }) => partners?.why ?? []));
  return relations.filter(({ name }) => names.has(name));
};

/**
 * All calls about why two types are bought together. What is said holds of both. The prompt is the same whichever of them
 * comes first.
 *
 * @param relations those that tell why
 */
export function partnerAsks(
  { type, partner, isAsked }: TypePartnerHead,
  relations: readonly Relation[],
  templates: Templates,
  form: AnswerForm,
): readonly Ask[] {
  if (!isAsked) return [];
  const [one, other] = type.id < partner.id ? [type, partner] : [partner, type];
  const template = templates[`co-type.${form.form}`];
  return relations.flatMap((relation) => {
    const { coBuy } = relation;
    if (coBuy === undefined) return [];
    const stem = namedStem(
      coBuy.stem,
      { productA: [one.calledAs, "product"], productB: [other.calledAs, "other product"] },
      form.form,
    );
    const rendered = template.render({
      own: { question: coBuy.question, stem, count: String(form.count) },
      data: { typeA: one.calledAs, typeB: other.calledAs },
      lists: { titlesA: one.titles, titlesB: other.titles },
    });
    return Array.from({ length: callsPerRelation(form) }, (_, index) => ({
      scope: "product-type" as const,
      head: one.id,
      otherHead: other.id,
      relation,
      promptVersion: template.version,
      request: answerRequest(rendered, form, index + 1),
    }));
  });
}
