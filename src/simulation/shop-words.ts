import { z } from "zod";
import { normaliseText } from "../text/normalise.ts";

/** A text of a shop's files: Unicode-normalised, not empty. */
export const words = z
  .string()
  .transform(normaliseText)
  .pipe(z.string().min(1, "must not be empty"));

/** A name that can stand in ids and in names of files. */
export const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "letters, digits, _ and - only");

/** Fewest and most of something. */
export const range = (smallest: number) =>
  z
    .tuple([z.int().min(smallest), z.int().min(smallest)])
    .refine(([least, most]) => least <= most, "fewest first");
