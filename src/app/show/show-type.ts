import { type ProductType, productTypes } from "../../domain/tables/product-types.ts";
import { typePartners } from "../../domain/tables/type-partners.ts";
import { sqlText } from "../../sql/sql.ts";
import { claimSection } from "./claim-section.ts";
import type { Lookup } from "./lookup.ts";
import type { Section, Shown } from "./shown.ts";

/**
 * A product type as it was asked about, what was claimed of it, what it is bought together with, and the attributes with
 * which it is asked about too.
 */
export async function showType(lookup: Lookup, type: ProductType): Promise<Shown> {
  const { id, name, attribute, nameFits, calledAs, titles, domain, locale, round, place } = type;
  const facts = {
    ...{ name, attribute, type: attribute === null ? null : type.type, titles },
    ...{ domain, nameFits, calledAs, locale, round, place },
  };
  const sections = [await claimSection(lookup, id)];
  if (type.attribute === null) {
    sections.push(await partnerSection(lookup, id), await attributeSection(lookup, id));
  }
  return { kind: "type", id, facts, sections };
}

/** Types that are bought together with it beyond chance, as far as a run took them up, with the counts of then. */
async function partnerSection(lookup: Lookup, type: string): Promise<Section> {
  const found = await lookup.some(typePartners, `type = ${sqlText(type)}`, "place");
  const rows = await Promise.all(
    found.rows.map(async ({ partner, count, lift, round }) => ({
      name: (await lookup.one(productTypes, "id", partner))?.name ?? partner,
      ...{ count, lift, round, type: partner },
    })),
  );
  return { title: "Bought together with", total: found.total, rows };
}

async function attributeSection(lookup: Lookup, id: string): Promise<Section> {
  const isOfType = `type = ${sqlText(id)} AND attribute IS NOT NULL`;
  const { total, rows } = await lookup.some(productTypes, isOfType, "round, place");
  return {
    title: "Attributes",
    total,
    rows: rows.map(({ attribute, titles, id: type }) => ({ attribute, titles, type })),
  };
}
