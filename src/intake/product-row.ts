import { hashOf } from "../domain/hash.ts";
import { productId } from "../domain/ids.ts";
import { type Product, products } from "../domain/tables/products.ts";
import { cleanEntry, cleanText } from "./columns/clean-text.ts";
import { decodeEntities } from "./columns/decode-entities.ts";
import { localeReader } from "./columns/read-locale.ts";
import { timeReader } from "./columns/read-time.ts";
import type { FieldSource } from "./columns/resolve-columns.ts";
import { stripTags } from "./columns/strip-tags.ts";
import { departmentOf, unknownDepartment } from "./departments.ts";
import { isObject, type JsonObject } from "./files/read-json.ts";
import { type ImportOptions, Problem } from "./import-item.ts";
import { roundedId } from "./rounded-id.ts";

const skuMissing = new Problem("SKU_MISSING", "The product has no sku.", "sku");
const titleMissing = new Problem("TITLE_MISSING", "The product has no title.", "title");
const attributesUnreadable = new Problem(
  "ATTRIBUTES_UNREADABLE",
  "attributes is no JSON object of names and values, and no list of objects with a name and a value.",
  "attributes",
);
const epochUnreadable = new Problem(
  "EPOCH_UNREADABLE",
  "epoch is no whole number from 1 to 1000.",
  "epoch",
);

/** Makes products of one file's records. */
export function productRowReader(
  sources: ReadonlyMap<string, FieldSource>,
  options: ImportOptions,
): (value: unknown) => Product | Problem {
  const cellOf = (field: string) => sources.get(field)?.cell ?? (() => undefined);
  const text = (field: string) => {
    const cell = cellOf(field);
    return (value: unknown) => cleanEntry(cell(value));
  };
  const readTime = timeReader(options.timeZone, undefined, options.dateOrder);
  const readLocale = localeReader();
  const [skuOf, parentOf, siteOf] = [text("sku"), text("parent"), text("site")];
  const [typeOf, domainOf, localeOf] = [text("productType"), text("domain"), text("locale")];
  const [titleCell, pathCell] = [cellOf("title"), cellOf("categoryPath")];
  const [fromCell, toCell] = [cellOf("validFrom"), cellOf("validTo")];
  const attributesOf = attributesReader(sources);
  const epochCell = cellOf("epoch");

  return (record) => {
    const sku = skuOf(record);
    if (sku === null) return skuMissing;
    const rounded = roundedId(sku);
    if (rounded !== null) return rounded;
    const title = productText(titleCell(record));
    if (title === null) return titleMissing;
    const locale = readLocale(localeOf(record) ?? options.locale);
    if (locale instanceof Problem) return locale;
    const validFrom = readTime(fromCell(record));
    if (validFrom instanceof Problem) return new Problem(validFrom.code, validFrom.message);
    const validTo = readTime(toCell(record));
    if (validTo instanceof Problem) return new Problem(validTo.code, validTo.message);
    const attributes = attributesOf(record);
    if (attributes instanceof Problem) return attributes;
    const epoch = Number(cleanEntry(epochCell(record)) ?? 1);
    if (!Number.isSafeInteger(epoch) || epoch < 1 || epoch > 1000) return epochUnreadable;
    const categoryPath = categoryPathOf(pathCell(record));
    const domain = domainOf(record);
    return finishedProduct({
      site: options.site ?? siteOf(record) ?? "default",
      sku,
      epoch,
      parent: parentOf(record),
      title,
      productType: typeOf(record),
      domain:
        (domain === null
          ? departmentOf(categoryPath[0] ?? "")
          : (departmentOf(domain) ?? domain)) ?? unknownDepartment,
      categoryPath,
      attributes,
      locale,
      validFrom,
      validTo,
    });
  };
}

/** Gives a product what follows from its other columns and checks it against the table. */
export function finishedProduct(content: Omit<Product, "id" | "titleHash">): Product | Problem {
  const { site, sku, epoch, title } = content;
  const product: Product = {
    id: productId(site, sku, epoch),
    titleHash: hashOf(title),
    ...content,
  };
  const checked = products.schema.safeParse(product);
  if (checked.success) return product;
  const columns = checked.error.issues.map(({ path }) => path.join(".")).join(", ");
  return new Problem("ROW_INVALID", `The row does not fit the products table: ${columns}.`);
}

/** A catalogue's text: without HTML's tags, its references resolved (they are left in about one title of ten), then cleaned. */
export function productText(value: unknown): string | null {
  return cleanEntry(typeof value === "string" ? decodeEntities(stripTags(value)) : value);
}

const pathSeparators = [">", "|", "/"] as const;

/** What shop systems call the name of a category or an attribute that they tell by an object, and what the attribute is. */
const nameMembers = ["name", "title", "label", "key"] as const;
const valueMembers = ["options", "option", "values", "value"] as const;

const memberAmong = (object: JsonObject, names: readonly string[]): unknown =>
  names.map((name) => object[name]).find((member) => member !== undefined && member !== null);

/** A value in words: those of a list one after the other, of an object its name; null where there are none. */
function wordsOf(value: unknown): string | null {
  if (Array.isArray(value)) {
    const words = value.map(wordsOf).filter((one) => one !== null);
    return words.length === 0 ? null : words.join(", ");
  }
  if (!isObject(value)) return productText(value);
  const named = memberAmong(value, nameMembers) ?? memberAmong(value, valueMembers);
  return isObject(named) ? null : wordsOf(named);
}

/** Attributes by their names, of an object of them or of a list of objects that say name and value; null where it is neither. */
function attributesIn(value: unknown): readonly (readonly [string, unknown])[] | null {
  if (isObject(value)) return Object.entries(value);
  if (!Array.isArray(value) || !value.every(isObject)) return null;
  const byName = Map.groupBy(value, (one) => cleanText(memberAmong(one, nameMembers)) ?? "");
  byName.delete("");
  return [...byName].map(([name, all]) => [name, all.map((one) => memberAmong(one, valueMembers))]);
}

/** A list, be it of objects with names, a JSON list, or one text parted by `>`, `|` or ` / `, whichever comes first in this order. */
function categoryPathOf(value: unknown): readonly string[] {
  const list = typeof value === "string" && value.startsWith("[") ? jsonOr(value) : value;
  if (Array.isArray(list)) return list.map(wordsOf).filter((name) => name !== null);
  const text = wordsOf(list);
  if (text === null) return [];
  const separator = pathSeparators.find((mark) => text.includes(mark === "/" ? " / " : mark));
  const parts =
    separator === undefined ? [text] : text.split(separator === "/" ? " / " : separator);
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** Attributes from a column holding an object or a list of objects, and from columns mapped to `attributes.NAME`. */
function attributesReader(
  sources: ReadonlyMap<string, FieldSource>,
): (record: unknown) => Readonly<Record<string, string>> | Problem {
  const whole = sources.get("attributes")?.cell;
  const single = [...sources]
    .filter(([field]) => field.startsWith("attributes."))
    .map(([field, { cell }]) => [field.slice("attributes.".length), cell] as const);
  return (record) => {
    const value = whole?.(record);
    const object = typeof value === "string" && value !== "" ? jsonOr(value) : value || {};
    const members = attributesIn(object);
    if (members === null) return attributesUnreadable;
    const all = [...members, ...single.map(([name, cell]) => [name, cell(record)] as const)];
    const attributes = new Map<string, string>();
    for (const [name, member] of all) {
      const key = cleanText(name);
      const text = wordsOf(member);
      if (key !== null && text !== null) attributes.set(key, text);
    }
    return Object.fromEntries(attributes);
  };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
