/** Whose query it is; null: the default of the server. */
export interface Market {
  readonly site: string | null;
  readonly locale: string | null;
}

/** What the address asks for. It stands behind the `#`, so that no server and no log sees the words. */
export type Route =
  | { readonly view: "home" }
  | ({ readonly view: "query"; readonly text: string } & Market)
  | { readonly view: "product"; readonly id: string }
  | { readonly view: "intent"; readonly id: string }
  | { readonly view: "edge"; readonly id: string }
  | { readonly view: "run" }
  | { readonly view: "mining" }
  | { readonly view: "versions" }
  | { readonly view: "unknown"; readonly address: string };

const whole = { "": "home", run: "run", mining: "mining", versions: "versions" } as const;

/** Reads `#/view/name?site=…&locale=…`. */
export function routeOf(hash: string): Route {
  const address = hash.replace(/^#\/?/, "");
  const [path = "", parameters = ""] = address.split("?", 2);
  const unknown = { view: "unknown", address } as const;
  const slash = path.indexOf("/");
  if (slash < 0) {
    return Object.hasOwn(whole, path) ? { view: whole[path as keyof typeof whole] } : unknown;
  }
  const view = path.slice(0, slash);
  const name = decoded(path.slice(slash + 1));
  if (name === undefined || name === "") return unknown;
  if (view === "product" || view === "intent" || view === "edge") return { view, id: name };
  if (view !== "query") return unknown;
  const asked = new URLSearchParams(parameters);
  return { view, text: name, site: asked.get("site"), locale: asked.get("locale") };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

export const productAddress = (id: string): string => `#/product/${encodeURIComponent(id)}`;
export const intentAddress = (id: string): string => `#/intent/${encodeURIComponent(id)}`;
export const edgeAddress = (id: string): string => `#/edge/${encodeURIComponent(id)}`;

/** Site and locale are named where they are not the default ones. */
export function queryAddress(
  text: string,
  { site, locale }: Market = { site: null, locale: null },
): string {
  const asked = new URLSearchParams();
  if (site) asked.set("site", site);
  if (locale) asked.set("locale", locale);
  return `#/query/${encodeURIComponent(text)}${asked.size > 0 ? `?${asked}` : ""}`;
}

/** A product or query as answers name it. */
export interface Head extends Market {
  readonly kind: "product" | "query";
  readonly id: string;
  readonly words: string;
}

/** @param home the default of the server; null while it is not known */
export function headAddress({ kind, id, words, site, locale }: Head, home: Market | null): string {
  if (kind === "product") return productAddress(id);
  return queryAddress(words, {
    site: site === home?.site ? null : site,
    locale: locale === home?.locale ? null : locale,
  });
}
