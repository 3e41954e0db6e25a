/** An attribute with the products that have it, by whatever they are known. */
export interface AttributeOf {
  readonly attribute: string;
  readonly products: ReadonlySet<number>;
}

/** From this overlap on, two attributes mark nearly the same products: shared ones by all that one of them has. */
const sameShare = 0.7;

/**
 * The first of the attributes that bring something new: none that has a word of another one, or nearly the same products.
 *
 * @param found the most telling first
 * @param known those that were chosen before; they count
 * @param most in all
 */
export function chosenAttributes<Found extends AttributeOf>(
  found: readonly Found[],
  known: readonly AttributeOf[],
  most: number,
): readonly Found[] {
  const chosen: Found[] = [];
  for (const one of found) {
    const others = [...known, ...chosen];
    if (others.length >= most) break;
    if (!others.some((other) => isNearly(one, other))) chosen.push(one);
  }
  return chosen;
}

function isNearly(one: AttributeOf, other: AttributeOf): boolean {
  const words = new Set(one.attribute.split(" "));
  if (other.attribute.split(" ").some((word) => words.has(word))) return true;
  const shared = [...one.products].filter((product) => other.products.has(product)).length;
  return shared >= sameShare * (one.products.size + other.products.size - shared);
}
