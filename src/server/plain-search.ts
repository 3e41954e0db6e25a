/**
 * The parameters of a query string that is plain: each name once, all of them known. Undefined where it is
 * not, or where an escape is broken; what the standard makes of it is then to be found elsewhere.
 *
 * @param search what stands behind the question mark
 * @example plainSearch("text=camping+gear&limit=5", ["text", "limit"]) // { text: "camping gear", limit: "5" }
 */
export function plainSearch<const Name extends string>(
  search: string,
  known: readonly Name[],
): Partial<Record<Name, string>> | undefined {
  const values: Partial<Record<Name, string>> = {};
  for (let start = 0; start < search.length; ) {
    const next = search.indexOf("&", start);
    const end = next === -1 ? search.length : next;
    const middle = search.indexOf("=", start);
    if (middle === -1 || middle >= end) return undefined;
    const written = search.slice(start, middle);
    const name = known.find((one) => one === written);
    if (name === undefined || values[name] !== undefined) return undefined;
    const value = decoded(search.slice(middle + 1, end));
    if (value === undefined) return undefined;
    values[name] = value;
    start = end + 1;
  }
  return values;
}

const escapes = /[%+]/;

function decoded(text: string): string | undefined {
  if (!escapes.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
