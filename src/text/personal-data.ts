import { hasEmail, hasPostalAddress } from "./contact-address.ts";
import { normaliseQuery } from "./normalise.ts";
import { hasCardNumber, hasIban } from "./payment-number.ts";
import { hasTelephoneNumber } from "./telephone-number.ts";

export const personalDataClasses = [
  "none",
  "email",
  "card-number",
  "iban",
  "social-security-number",
  "phone",
  "address",
] as const;
export type PersonalDataClass = (typeof personalDataClasses)[number];

/**
 * What personal data a query holds; of several the first of `personalDataClasses`. Recognised by
 * form and check digits only, so that sizes, model and article numbers pass. A name alone can't be
 * told from a brand: the gate's count of different customers is there for that.
 */
export function personalDataClass(query: string): PersonalDataClass {
  const texts = [...new Set([query, decoded(query)].map(normaliseQuery))];
  return detectors.find(([, isIn]) => texts.some(isIn))?.[0] ?? "none";
}

/** A query as it was before an address was made of it, once or several times over. */
function decoded(query: string): string {
  let text = query.replaceAll("+", " ");
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      const bytes = Buffer.from(escapes.replaceAll("%", ""), "hex");
      return bytes.toString("utf8");
    });
  }
  return text;
}

const detectors: readonly (readonly [PersonalDataClass, (text: string) => boolean])[] = [
  ["email", hasEmail],
  ["card-number", hasCardNumber],
  ["iban", hasIban],
  ["social-security-number", hasSocialSecurityNumber],
  ["phone", hasTelephoneNumber],
  ["address", hasPostalAddress],
];

function hasSocialSecurityNumber(text: string): boolean {
  return /(?<![\p{L}\p{N}-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\p{L}\p{N}-])/u.test(
    text,
  );
}
