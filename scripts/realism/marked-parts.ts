const markedPart = /<!-- figures: (?<name>[\w-]+) -->(?:(?!<!-- figures: ).)*?<!-- end -->/gs;
const anyMarker = /<!-- (?:figures: [\w-]+|end) -->/g;

/** The names of the parts of a page that are made from figures, as they come. */
export const markedNames = (page: string): readonly string[] =>
  Array.from(page.matchAll(markedPart), ({ groups }) => groups?.["name"] ?? "");

/**
 * Writes anew what stands between `<!-- figures: NAME -->` and `<!-- end -->`, and nothing else.
 *
 * @param parts by name; the page must have a place for each of them, and none for another
 * @throws where it has not, or where a marker has no other to go with it
 */
export function withParts(page: string, parts: Readonly<Record<string, string>>): string {
  const names = markedNames(page);
  const markers = page.match(anyMarker)?.length ?? 0;
  const faults = [
    ...(markers === 2 * names.length ? [] : ["a marker has no other to go with it"]),
    ...names.filter((name) => !Object.hasOwn(parts, name)).map((name) => `no figures for ${name}`),
    ...Object.keys(parts)
      .filter((name) => !names.includes(name))
      .map((name) => `no place for ${name}`),
  ];
  if (faults.length > 0) throw new Error(`The page can't be written anew: ${faults.join(", ")}.`);
  return page.replace(
    markedPart,
    (_, name: string) => `<!-- figures: ${name} -->\n\n${parts[name]}\n\n<!-- end -->`,
  );
}
