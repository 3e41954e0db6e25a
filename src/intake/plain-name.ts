/** Letters and digits in lower case: `Item ID`, `item_id` and `itemId` are one name. */
export const plainName = (name: string): string =>
  name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
