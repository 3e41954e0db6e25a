import { judgementId } from "../domain/ids.ts";
import { type Judgement, judgements } from "../domain/tables/judgements.ts";
import { normaliseQuery } from "../text/normalise.ts";
import { cleanQuery, cleanValue } from "./columns/clean-text.ts";
import { decodeEntities } from "./columns/decode-entities.ts";
import { localeReader } from "./columns/read-locale.ts";
import { readNumber } from "./columns/read-number.ts";
import type { FieldSource } from "./columns/resolve-columns.ts";
import { type ImportOptions, Problem } from "./import-item.ts";

const queryMissing = new Problem("QUERY_MISSING", "The judgement has no query.", "query");
const productMissing = new Problem(
  "PRODUCT_MISSING",
  "The judgement names no product: neither sku nor title.",
  "sku",
);
const labelMissing = new Problem(
  "JUDGEMENT_MISSING",
  "The row has neither a label nor a grade: nobody judged it.",
  "label",
);

/** Makes judgements of one file's records. */
export function judgementRowReader(
  sources: ReadonlyMap<string, FieldSource>,
  options: ImportOptions,
): (value: unknown) => Judgement | Problem {
  const cellOf = (field: string) => sources.get(field)?.cell ?? (() => undefined);
  const value = (field: string) => {
    const cell = cellOf(field);
    return (record: unknown) => cleanValue(cell(record));
  };
  // What was judged stays as it was shown, tags and all: its figures are to be had again.
  const words = (field: string) => {
    const cell = cellOf(field);
    return (record: unknown) => {
      const text = cell(record);
      return cleanValue(typeof text === "string" ? decodeEntities(text) : text);
    };
  };
  const number = (field: string) => {
    const cell = cellOf(field);
    return (record: unknown) => readNumber(cell(record), field);
  };
  const readLocale = localeReader();
  const queryCell = cellOf("query");
  const [skuOf, siteOf, localeOf] = [value("sku"), value("site"), value("locale")];
  const [labelOf, splitOf] = [value("label"), value("split")];
  const [titleOf, descriptionOf, bulletsOf] = [
    words("title"),
    words("description"),
    words("bullets"),
  ];
  const [brandOf, colourOf] = [words("brand"), words("colour")];
  const [gradeOf, spreadOf] = [number("grade"), number("spread")];

  return (record) => {
    const query = cleanQuery(queryCell(record));
    if (query === null) return queryMissing;
    const [sku, title] = [skuOf(record), titleOf(record)];
    if (sku === null && title === null) return productMissing;
    const [grade, spread] = [gradeOf(record), spreadOf(record)];
    if (grade instanceof Problem) return grade;
    if (spread instanceof Problem) return spread;
    const label = labelOf(record);
    if (label === null && grade === null) return labelMissing;
    const locale = readLocale(localeOf(record) ?? options.locale);
    if (locale instanceof Problem) return locale;
    return finishedJudgement({
      site: options.site ?? siteOf(record) ?? "default",
      locale,
      query,
      sku,
      title,
      description: descriptionOf(record),
      bullets: bulletsOf(record),
      brand: brandOf(record),
      colour: colourOf(record),
      label,
      grade,
      spread,
      split: splitOf(record),
    });
  };
}

/** Gives a judgement its id and checks it against the table. A product without a sku is known by all its words. */
function finishedJudgement(content: Omit<Judgement, "id">): Judgement | Problem {
  const { site, locale, query, sku, title, description, bullets, brand, colour } = content;
  const product = sku ?? JSON.stringify([title, description, bullets, brand, colour]);
  const judgement: Judgement = {
    id: judgementId(site, locale, normaliseQuery(query), product),
    ...content,
  };
  const checked = judgements.schema.safeParse(judgement);
  if (checked.success) return judgement;
  const columns = checked.error.issues.map(({ path }) => path.join(".")).join(", ");
  return new Problem("ROW_INVALID", `The row does not fit the judgements table: ${columns}.`);
}
