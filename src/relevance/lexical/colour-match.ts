const colourWords = new Set(
  `beige black blue bronze brown burgundy charcoal chrome copper coral cream cyan emerald gold gray green grey
   indigo ivory khaki lavender lilac magenta maroon mint mustard navy olive orange peach pink plum purple red
   rose sage salmon silver tan taupe teal turquoise violet white yellow`.split(/\s+/),
);

/** 1: the product has a colour that the query names; −1: it has others; 0: it says none; NaN: the query names none. */
export function colourMatch(query: ReadonlySet<string>, product: ReadonlySet<string>): number {
  const wanted = coloursOf(query);
  if (wanted.length === 0) return Number.NaN;
  if (wanted.some((colour) => product.has(colour))) return 1;
  return coloursOf(product).length > 0 ? -1 : 0;
}

const coloursOf = (words: ReadonlySet<string>): readonly string[] =>
  [...words].filter((word) => colourWords.has(word));
