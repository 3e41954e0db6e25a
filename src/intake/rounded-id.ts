import { Problem } from "./import-item.ts";

/** `4,00123E+12`: how spreadsheets write a long number, whose last digits are then gone. */
const scientific = /^\d[.,]\d+E\+\d{1,2}$/i;

/** Why a text can be nobody's id; null where it may be one. */
export const roundedId = (id: string): Problem | null => (scientific.test(id) ? rounded : null);

const rounded = new Problem(
  "ID_ROUNDED",
  "The id is a number that a spreadsheet rounded, such as 4.00123E+12: many would be one. Export the column as text, or name another: --map sku=COLUMN, or product=COLUMN of events.",
);
