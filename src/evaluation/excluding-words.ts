/**
 * Words of which one rules out the other, though sentence encoders find them alike: they stand in the
 * same places. Each group lists its sides, each side the words for one thing, as `baseWords` gives
 * them. Sides that one thing may be at a time (warm in the cold, dry in wet weather) are left out.
 * No wording of the sample shop's truth is on another side than the others of its fact; a test says so.
 */
const groups: readonly (readonly (readonly string[])[])[] = [
  [["winter"], ["summer"], ["spring", "springtime"], ["autumn"]],
  [
    ["mother", "mom", "mum", "grandmother", "grandma"],
    ["father", "dad", "grandfather", "grandpa"],
  ],
  [
    ["woman", "girl", "wife", "girlfriend", "sister", "daughter"],
    ["man", "boy", "husband", "boyfriend", "brother", "son"],
  ],
  [
    ["adult", "grownup"],
    ["child", "kid", "toddler", "baby", "infant", "newborn"],
  ],
  [
    ["dog", "puppy"],
    ["cat", "kitten"],
    ["bird"],
    ["fish", "goldfish"],
    ["hamster", "gerbil"],
    ["rabbit", "bunny"],
  ],
  [
    ["attract", "feed", "fed", "invite"],
    ["deter", "repel", "scare", "away", "discourage"],
  ],
  [["asleep", "sleep"], ["awake"]],
  [
    ["indoor", "inside"],
    ["outdoor", "outside"],
  ],
  [["christmas"], ["halloween"], ["easter"], ["thanksgiving"], ["valentine"]],
  [["birthday"], ["wedding"], ["graduation"], ["funeral"]],
  [
    ["increase", "gain"],
    ["reduce", "lose"],
  ],
];

const placeOf = new Map<string, readonly [group: number, side: number]>(
  groups.flatMap((sides, group) =>
    sides.flatMap((words, side) => words.map((word) => [word, [group, side]] as const)),
  ),
);

/** Which sides of which groups a text takes. */
export type Sides = ReadonlyMap<number, ReadonlySet<number>>;

export function sidesOf(words: Iterable<string>): Sides {
  const found = new Map<number, Set<number>>();
  for (const word of words) {
    const place = placeOf.get(word);
    if (place !== undefined) found.set(place[0], (found.get(place[0]) ?? new Set()).add(place[1]));
  }
  return found;
}

/** True when two texts take different sides of a group: "gift for dad", "gift for mom". */
export function exclude(a: Sides, b: Sides): boolean {
  for (const [group, sides] of a) {
    if (b.get(group)?.isDisjointFrom(sides) === true) return true;
  }
  return false;
}
