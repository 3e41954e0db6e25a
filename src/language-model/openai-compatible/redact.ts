/** Shorter keys are words such as "none" that local servers want to see: no secrets. */
const shortestSecret = 8;

/** The text without the key, which some servers repeat in what they say. */
export const withoutKey = (text: string, key: string | undefined): string =>
  key === undefined || key.length < shortestSecret ? text : text.replaceAll(key, "[key]");
