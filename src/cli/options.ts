import { z } from "zod";

/** What every command takes. */
export const common = {
  workspace: z.string().optional(),
  arguments: z.array(z.string()).default([]),
};

/** A whole number from 1, or `all`, as typed. */
export const limitOption = z
  .string()
  .regex(
    /^(?:all|[1-9]\d*)$/,
    "must be a whole number from 1, or all; to ask about none, leave them out of generation.scopes",
  )
  .transform((text) => (text === "all" ? ("all" as const) : Number(text)));

/** A port, as typed; 0 is any that is free. */
export const portOption = z
  .string()
  .regex(/^\d{1,5}$/, "must be a whole number from 0 to 65535")
  .transform(Number)
  .refine((port) => port <= 65_535, "must be a whole number from 0 to 65535");

/** A whole number from 1, as typed. */
export const countOption = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, "must be a whole number from 1")
  .transform(Number);
