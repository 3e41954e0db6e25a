import { Html, html } from "./html.ts";

/** A row's id, which may be parted behind its signs where a line is narrow. */
export const rowName = (id: string): Html => {
  const parts = id.split(/(?<=[/+])/);
  const joined = parts.flatMap((part, place) =>
    place === 0 ? [html`${part}`] : [wordBreak, html`${part}`],
  );
  return html`<span class="row-name">${joined}</span>`;
};

const wordBreak = new Html("<wbr>");

/** Slices, as the page names them: an unknown one by its own name. */
const slices: Readonly<Record<string, readonly [name: string, meaning: string]>> = {
  broad: ["Broad", "names what is wanted and little more: two telling words at most, no number"],
  specific: ["Specific", "every query that is not broad"],
  rare: [
    "Rare",
    "the quarter whose words the fewest other queries have, in themselves or in their titles",
  ],
  misspelt: ["Misspelt", "has a word that no title has, near to one that many have"],
  "with-numbers": ["With numbers", "has a digit: a size, a count, a model"],
};

export const sliceName = (slice: string): string => slices[slice]?.[0] ?? slice;
export const sliceMeaning = (slice: string): string | undefined => slices[slice]?.[1];
