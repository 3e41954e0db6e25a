import { z } from "zod";

const environmentVariable = /^\$\{([A-Z_][A-Z0-9_]*)\}$/;

/** A key is never written down: it is the name of an environment variable, as `${NAME}`. */
export const environmentKey = z
  .string()
  .regex(
    environmentVariable,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what a person must write
    "must be ${NAME}: the name of an environment variable that holds the key",
  )
  .nullable()
  .default(null);

/** The variable named by `${NAME}`. */
export const variableName = (text: string): string => text.match(environmentVariable)?.[1] ?? text;
