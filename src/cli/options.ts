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

const capOption = (pattern: RegExp, what: string) =>
  z
    .string()
    .regex(pattern, `must be ${what}, or none`)
    .transform((text) => (text === "none" ? null : Number(text)));

/** A number from 0, or `none`, as typed; none is null. */
export const numberCapOption = capOption(/^(?:none|\d{1,9}(?:\.\d{1,9})?)$/, "a number from 0");

/** A whole number from 0, or `none`, as typed; none is null. */
export const countCapOption = capOption(/^(?:none|\d{1,15})$/, "a whole number from 0");

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
