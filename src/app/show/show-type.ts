import type { ProductType } from "../../domain/tables/product-types.ts";
import { claimSection } from "./claim-section.ts";
import type { Lookup } from "./lookup.ts";
import type { Shown } from "./shown.ts";

/** A product type as it was asked about, and what was claimed of it. */
export async function showType(lookup: Lookup, type: ProductType): Promise<Shown> {
  const { id, ...facts } = type;
  return { kind: "type", id, facts, sections: [await claimSection(lookup, id)] };
}
