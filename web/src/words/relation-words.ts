/** `usedFor` → `used for`: relations are data, so any name in camel case may come. */
export const relationWords = (name: string): string =>
  name.replace(/[A-Z]+/g, (capitals) => ` ${capitals.toLowerCase()}`).replace(/^ /, "");

/** The same as a heading. */
export function relationHeading(name: string): string {
  const words = relationWords(name);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
