import { closedListMaker, type LabelRow, purchasesMaker } from "../domain/tables/labels.ts";
import { normalForm } from "./normal-form.ts";

/**
 * The tail by which a claim belongs to a side of the split; null where it was known before, as those of a list are. That two
 * types are bought together is one fact, whichever of them it is said of.
 */
export const splittingTail = ({
  madeBy,
  tail,
  typeB,
}: Pick<LabelRow, "madeBy" | "tail" | "typeB">): string | null => {
  if (madeBy === closedListMaker) return null;
  return madeBy === purchasesMaker
    ? [typeB ?? "", tail].map(normalForm).toSorted().join(" with ")
    : tail;
};
