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
