import { wordSet } from "../text/word-set.ts";

/** What a number counts or measures. */
export const units = wordSet(
  `count ct dozen feet foot ft g gallon gallons gb gram grams hz inch inches kg l lb lbs liter liters litre
   litres m mah mb meter meters mg ml mm cm ounce ounces oz pack packs packet packets pair pairs pc pcs piece pieces
   pint pints pk pound pounds qt quart quarts set sets size sizes tb unit units v volt volts w watt watts x yard yards
   yd`,
);

/** What holds the thing that is sold, before “of”: a box of tea. */
export const vessels = wordSet(
  "bag bags bottle bottles box boxes bundle bundles can cans case cases jar jars lot roll rolls tin tins tub tubs",
);

const colours = wordSet(
  `aqua beige black blue bronze brown burgundy charcoal clear copper coral cream gold gray graphite green grey
   ivory khaki lilac magenta maroon mint multi multicolor multicolour natural navy olive orange peach pink purple red
   rose silver tan teal transparent turquoise white yellow`,
);

const sizes = wordSet(
  "big jumbo large medium mini petite plus regular short small tall xl xlarge xs xxl",
);

/** For whom a thing is. */
export const people = wordSet(
  `adult adults baby babies boy boys boy's boys' child children children's childrens girl girls girl's girls' infant
   junior juniors kid kids kid's kids' ladies lady lady's ladies' man men men's mens toddler toddlers unisex woman
   women women's womens youth`,
);

/** Of a word that names no thing and tells no kind of one: a colour, a size, a measure, for whom it is. */
export const isFiller = (word: string): boolean =>
  word.length < 2 ||
  /\p{N}/u.test(word) ||
  [units, colours, sizes, people].some((words) => words.has(word.replace(/\.$/, "")));

/** Words that stand where a thing is named and name none. */
export const neverHeads = wordSet(
  `assorted bulk case collection color colors colour colours design edition free lot mode model new one quality
   series style two use variety version`,
);
