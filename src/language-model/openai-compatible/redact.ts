/** Shorter keys are words such as "none" that local servers want to see: no secrets. */
const shortestSecret = 8;

/**
 * The text without the key, which some servers repeat in what they say: as it is, or with any of its signs escaped
 * as in JSON or an address.
 */
export function withoutKey(text: string, key: string | undefined): string {
  if (key === undefined || key.length < shortestSecret) return text;
  return text.replace(patternOf(key), "[key]");
}

const patterns = new Map<string, RegExp>();

function patternOf(key: string): RegExp {
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const pattern = new RegExp(Array.from(key, signPattern).join(""), "g");
  patterns.set(key, pattern);
  return pattern;
}

/** A sign of a key, which is ASCII, in the ways in which it may be written; escapes may be escaped once more. */
function signPattern(sign: string): string {
  const digits = sign.charCodeAt(0).toString(16).padStart(2, "0");
  const hexadecimal = digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const plain = sign === "\\" ? "\\\\+" : `\\\\*${RegExp.escape(sign)}`;
  return `(?:${/["\\/]/.test(sign) ? plain : RegExp.escape(sign)}|\\\\+u00${hexadecimal}|%${hexadecimal})`;
}
