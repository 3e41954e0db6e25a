import { canonicalLocale } from "../../domain/canonical-locale.ts";
import { Problem } from "../import-item.ts";

const unreadable = new Problem(
  "LOCALE_UNREADABLE",
  "locale is no language tag such as en-US.",
  "locale",
);

/** Reads BCP 47 tags, `en_US` too, into their canonical form. Each spelling is looked at once. */
export function localeReader(): (tag: string) => string | Problem {
  const known = new Map<string, string | Problem>();
  return (tag) => {
    let locale = known.get(tag);
    if (locale === undefined) {
      locale = canonicalLocale(tag) ?? unreadable;
      if (known.size < 10_000) known.set(tag, locale);
    }
    return locale;
  };
}
