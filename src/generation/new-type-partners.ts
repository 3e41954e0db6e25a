import type { TypePartner, typePartners } from "../domain/tables/type-partners.ts";
import { type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { type TypePairSources, typePairsBeyondChance } from "./type-pairs.ts";

export interface PartnerSources extends TypePairSources {
  /** Partners that were found before. */
  readonly typePartners: { readonly files: readonly string[] };
}

/**
 * Partners of product types that no run has found before, as one more round: for each type the surest, as long as it has
 * fewer than `most`. What was chosen once stays, and takes a place.
 */
export async function newTypePartners(
  connection: SqlConnection,
  sources: PartnerSources,
  most: number,
  round: number,
): Promise<readonly TypePartner[]> {
  if (most === 0) return [];
  const known = await knownPartners(connection, sources.typePartners.files);
  const rows: TypePartner[] = [];
  for (const { one, other, ...measured } of await typePairsBeyondChance(connection, sources)) {
    for (const [type, partner] of [
      [one, other],
      [other, one],
    ] as const) {
      const partners = known.get(type) ?? new Set();
      if (partners.has(partner) || partners.size >= most) continue;
      known.set(type, partners.add(partner));
      rows.push({ type, partner, round, place: partners.size, ...measured });
    }
  }
  return rows;
}

async function knownPartners(
  connection: SqlConnection,
  files: readonly string[],
): Promise<Map<string, Set<string>>> {
  const known = new Map<string, Set<string>>();
  if (files.length === 0) return known;
  const columns: readonly (keyof typeof typePartners.columns)[] = ["type", "partner"];
  const reader = await connection.runAndReadAll(
    `SELECT ${columns.join(", ")} FROM ${sqlParquet(files)}`,
  );
  for (const [type, partner] of reader.getRows()) {
    const partners = known.get(String(type)) ?? new Set();
    known.set(String(type), partners.add(String(partner)));
  }
  return known;
}
