import { readFile } from "node:fs/promises";
import { hashOf } from "../domain/hash.ts";
import { asData } from "../text/delimited.ts";

/** Words of a catalogue entry or a query that a prompt shows, at most. */
const maximumDataLength = 160;

export interface RenderedPrompt {
  readonly system: string;
  readonly prompt: string;
  readonly answerStem: string;
}

/** What a template is filled with: our own words as they are, the shop's words only as data. */
export interface TemplateValues {
  readonly own: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
  /** Several words of the shop under one name, each between its own marks. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

/** A prompt kept as a file with the sections [system], [prompt] and [stem]. */
export interface PromptTemplate {
  /** Name and hash: two versions of one file never share it. */
  readonly version: string;
  render(values: TemplateValues): RenderedPrompt;
}

export const templateNames = [
  "search-buy.list",
  "search-buy.json",
  "co-buy.list",
  "co-buy.json",
  "search-buy.draws",
  "co-buy.draws",
  "query.list",
  "query.json",
  "query.draws",
  "product-type.list",
  "product-type.json",
  "product-type.draws",
  "product-type-titles.list",
  "product-type-titles.json",
  "product-type-titles.draws",
  "co-type.list",
  "co-type.json",
  "co-type.draws",
] as const;
export type TemplateName = (typeof templateNames)[number];

/** By what a claim is about. */
export const verdictTemplateNames = {
  searchBuy: "search-buy.verdict",
  coBuy: "co-buy.verdict",
  productType: "product-type.verdict",
} as const;
type VerdictTemplateName = (typeof verdictTemplateNames)[keyof typeof verdictTemplateNames];

/** Reads one of the templates that come with cosmo. */
export async function readTemplate(
  name: TemplateName | VerdictTemplateName,
): Promise<PromptTemplate> {
  const file = new URL(`./templates/${name}.txt`, import.meta.url);
  return parseTemplate(name, await readFile(file, "utf8"));
}

/** Line ends are those of Unix, whatever a checkout made of them, and so is the version. */
export function parseTemplate(name: string, file: string): PromptTemplate {
  const content = file.replaceAll("\r\n", "\n");
  const pieces = content.split(/^\[(\w+)\]\n/m);
  const section = (title: string): string => {
    const at = pieces.indexOf(title);
    const text = pieces[at + 1];
    if (at < 0 || text === undefined) throw new Error(`${name}: section [${title}] is missing`);
    return text.trimEnd();
  };
  const [system, prompt, stem] = [section("system"), section("prompt"), section("stem")];
  return {
    version: `${name}@${hashOf(content).slice(0, 12)}`,
    render: (values) => ({
      system: fill(name, system, values),
      prompt: fill(name, prompt, values),
      answerStem: fill(name, stem, values),
    }),
  };
}

/** The shop's words without the marks that templates put around them. */
const quotable = (text: string): string => asData(text.replace(/[«»]/g, " "), maximumDataLength);

function fill(name: string, text: string, { own, data, lists }: TemplateValues): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value =
      own[key] ??
      (data[key] === undefined ? undefined : quotable(data[key])) ??
      lists?.[key]?.map((one) => `«${quotable(one)}»`).join(", ");
    if (value === undefined) throw new Error(`${name}: no value for {{${key}}}`);
    return value;
  });
}
