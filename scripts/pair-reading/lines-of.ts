import { readFileSync } from "node:fs";
import type { z } from "zod";

/** Lines of JSON, each as the schema has it. */
export const linesOf = <Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): readonly z.infer<Schema>[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
