import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { CosmoError } from "../domain/cosmo-error.ts";

/** What is wrong with a shop's files; `place` is the file, with the field behind it where one is at fault. */
export const shopInvalid = (place: string, problem: string, cause?: unknown): CosmoError =>
  new CosmoError("SHOP_INVALID", `${place}: ${problem}`, {
    hint: "Correct the file; the comments in samples/shop/shop.yaml describe its fields.",
    cause,
    exitCode: 2,
  });

/**
 * Reads one YAML file of a shop and checks it.
 *
 * @param file path below the shop's folder; errors name it so
 * @throws CosmoError SHOP_NOT_FOUND, SHOP_INVALID
 */
export async function readYamlFile<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await readFile(join(folder, file), "utf8").catch((error: unknown) => {
    throw shopNotFound(join(folder, file), error);
  });
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw shopInvalid(file, error instanceof Error ? error.message : String(error), error);
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = z.core.toDotPath(issue?.path ?? []);
    throw shopInvalid(field === "" ? file : `${file}: ${field}`, issue?.message ?? "not valid");
  }
  return parsed.data;
}

/**
 * The YAML files of a subfolder, in order of name, as paths below the shop's folder.
 * @throws CosmoError SHOP_NOT_FOUND
 */
export async function yamlFiles(folder: string, subfolder: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, subfolder)).catch((error: unknown) => {
    throw shopNotFound(join(folder, subfolder), error);
  });
  return names
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => `${subfolder}/${name}`);
}

const shopNotFound = (path: string, cause: unknown): CosmoError =>
  new CosmoError(
    "SHOP_NOT_FOUND",
    `Cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
    {
      hint: "Name a folder with shop.yaml, products/ and needs/ in it, such as samples/shop.",
      cause,
      exitCode: 2,
    },
  );
