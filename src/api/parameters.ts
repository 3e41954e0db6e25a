import { z } from "zod";
import { canonicalLocale } from "../domain/canonical-locale.ts";

/** How many rows a list holds at most. */
export const greatestLimit = 100;
export const usualLimit = 20;

const limitText = z
  .string()
  .regex(/^(?:[1-9]\d?|100)$/, `must be a whole number from 1 to ${greatestLimit}`)
  .transform(Number);

/** Rows of a list, as the query string has it: `limit=20`. */
export const limitParameter = limitText.default(usualLimit).meta({
  type: "integer",
  minimum: 1,
  maximum: greatestLimit,
  default: usualLimit,
  description: "Rows of each list.",
});

export const longestText = 1000;
const longestId = 2000;
const longestName = 200;

/** A sign that stays when a text is normalised: spaces, and controls and the like, which nobody sees, do not. */
const visibleSign = /[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u;

/** A text of which something is left once it is normalised. */
export const visibleText = (longest: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => visibleSign.test(text), "must have a sign that can be seen");

/** Words as a person typed them. */
export const textParameter = visibleText(longestText).meta({
  description: "Words as they are typed; they are normalised, and a sign must be left.",
});

export const siteParameter = z
  .string()
  .min(1)
  .max(longestName)
  .optional()
  .meta({ description: "The shop or marketplace; default: that of cosmo.yaml." });

const noLocale = "must be a language tag such as en-US";

export const localeParameter = z
  .string()
  .max(longestName)
  .regex(/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/, noLocale)
  .transform((tag, { issues }) => {
    const locale = canonicalLocale(tag);
    if (locale === undefined) issues.push({ code: "custom", message: noLocale, input: tag });
    return locale ?? tag;
  })
  .optional()
  .meta({ description: "BCP 47 tag, in any case; default: that of cosmo.yaml." });

export const productParameter = z
  .string()
  .min(1)
  .max(longestId)
  .meta({ description: "A product id (`site/sku`), or a sku of the site of cosmo.yaml." });

export const idParameter = z
  .string()
  .min(1)
  .max(longestId)
  .meta({ description: "An id, as answers give it." });
