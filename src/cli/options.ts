import { z } from "zod";

/** What every command takes. */
export const common = {
  workspace: z.string().optional(),
  arguments: z.array(z.string()).default([]),
};

/** A whole number from 1, or `all`, as typed. */
export const limitOption = z
  .string()
  .regex(/^(?:all|[1-9]\d*)$/, "must be a whole number from 1, or all")
  .transform((text) => (text === "all" ? "all" : Number(text)));

/** A whole number from 1, as typed. */
export const countOption = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, "must be a whole number from 1")
  .transform(Number);
