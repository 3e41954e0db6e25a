import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { configurationSchema } from "../src/app/configuration.ts";
import { parseConfiguration } from "../src/app/read-configuration.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

const inKebabCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Stands for a value that somebody has to give. */
const required = "http://given.example/v1";

/** The settings when nothing is set, with each kind of model. */
const untouched: readonly unknown[] = [
  configurationSchema.parse({}),
  configurationSchema.parse({ languageModel: { baseUrl: required, model: required } }),
];

/** Paths of all settings in kebab case; of all alternatives where there are several. */
function settingsOf(schema: z.core.$ZodType, path: string): readonly string[] {
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion) {
    return schema.options.flatMap((option) => settingsOf(option, path));
  }
  if (schema instanceof z.ZodPipe) return settingsOf(schema.out, path);
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  ) {
    return settingsOf(schema.unwrap(), path);
  }
  if (!(schema instanceof z.ZodObject)) return [path];
  return Object.entries(schema.shape).flatMap(([name, member]) =>
    settingsOf(member, path === "" ? inKebabCase(name) : `${path}.${inKebabCase(name)}`),
  );
}

/** The values below an object by their paths in kebab case. */
function leavesOf(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) =>
    leavesOf(member, path === "" ? inKebabCase(name) : `${path}.${inKebabCase(name)}`),
  );
}

/** Each setting with its defaults as JSON, one for each kind of model where they differ. */
function defaults(): Readonly<Record<string, readonly string[]>> {
  const leaves = untouched.flatMap((configuration) => leavesOf(configuration, ""));
  return Object.fromEntries(
    [...new Set(settingsOf(configurationSchema, ""))].map((setting) => {
      const own = leaves.filter(([path]) => path === setting).map(([, value]) => value);
      const texts = own.map((value) => (value === required ? "required" : JSON.stringify(value)));
      return [setting, [...new Set(texts)].toSorted()];
    }),
  );
}

test("docs/configuration.md has each setting with its default, and no other", () => {
  const written: Record<string, string[]> = {};
  const rows = read("docs/configuration.md").matchAll(/^\| `([^`]+)` +\| (?:`([^`]*)`|–) +\|/gm);
  for (const [, setting = "", value] of rows) {
    const shown = value === undefined ? "required" : JSON.stringify(parse(value));
    written[setting] = [...new Set([...(written[setting] ?? []), shown])].toSorted();
  }
  assert.deepEqual(written, defaults());
});

const example = read("src/app/example-configuration.yaml");

/** The paragraphs of the example with their commented lines as settings. */
const paragraphs: readonly string[] = example
  .split(/\n{2,}/)
  .map((paragraph) =>
    paragraph
      .split("\n")
      .flatMap((line) => /^# ((?: {2})*[a-z][a-z-]*:(?: .*)?)$/.exec(line)?.[1] ?? [])
      .join("\n"),
  )
  .filter((settings) => settings !== "");

test("the example configuration sets nothing as it stands", () => {
  assert.deepEqual(parseConfiguration(example, "cosmo.yaml"), configurationSchema.parse({}));
});

test("each paragraph of the example can be switched on and then changes nothing but the model", () => {
  for (const paragraph of paragraphs) {
    const { languageModel, ...others } = parseConfiguration(paragraph, "cosmo.yaml");
    const { languageModel: embedded, ...untouchedOthers } = configurationSchema.parse({});
    assert.deepEqual(others, untouchedOthers, paragraph);
    if (languageModel.provider === "embedded") assert.deepEqual(languageModel, embedded);
  }
});

test("the example configuration has each setting with its default", () => {
  const shown = paragraphs.flatMap((paragraph) => leavesOf(parse(paragraph), ""));
  const expected = defaults();
  for (const [setting, value] of shown) {
    const known = expected[setting] ?? [];
    assert.ok(
      known.includes("required") || known.includes(JSON.stringify(value)),
      `${setting}: ${JSON.stringify(value)}, but the default is ${known.join(" or ")}`,
    );
  }
  const named = new Set(shown.map(([setting]) => setting));
  assert.deepEqual(
    Object.keys(expected).filter((setting) => !named.has(setting)),
    [],
  );
});
