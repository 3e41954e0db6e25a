import { z } from "zod";

/** What every answer but a 2xx is. */
export const errorAnswer = z
  .strictObject({
    error: z.strictObject({
      code: z.string().meta({ description: "One of docs/errors.md." }),
      message: z.string().meta({ description: "What is wrong, and where." }),
      hint: z.string().meta({ description: "What to do next." }),
    }),
  })
  .meta({ id: "Error", description: "Why there is no answer, and what to do." });

export type ErrorAnswer = z.infer<typeof errorAnswer>;
