import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parseYaml } from "./parse-yaml.ts";

/** The errors that a reader of YAML throws, in the words of what it reads. */
export interface YamlFaults {
  /** @param path the file or folder as it can't be read */
  missing(path: string, cause: unknown): Error;
  /** @param place the file, with the field behind it where one is at fault */
  invalid(place: string, problem: string, cause?: unknown): Error;
}

/**
 * Reads one YAML file and checks it.
 *
 * @param file path below the folder; errors name it so
 * @throws what `faults` make: `missing` for a file that can't be read, `invalid` for its content
 */
export async function readYamlFile<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
  faults: YamlFaults,
): Promise<z.output<Schema>> {
  const path = join(folder, file);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw faults.missing(path, error);
  });
  let content: unknown;
  try {
    content = await parseYaml(text);
  } catch (error) {
    throw faults.invalid(file, error instanceof Error ? error.message : String(error), error);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  // A misspelt key is two issues: the one that is unknown says more than the one that is missing.
  const { issues } = parsed.error;
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  const field = z.core.toDotPath(issue?.path ?? []);
  const isMissing = issue?.code === "invalid_type" && issue.message.endsWith("received undefined");
  throw faults.invalid(
    field === "" ? file : `${file}: ${field}`,
    isMissing ? "is missing" : (issue?.message ?? "not valid"),
  );
}
