/**
 * A BCP 47 tag, `en_us` too, as every import writes it: language tags know no case.
 * @returns undefined where it is none
 * @example canonicalLocale("en-us") // "en-US"
 */
export function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}
