import { readFileSync } from "node:fs";
import { CosmoError } from "../domain/cosmo-error.ts";
import { nearestName } from "../text/nearest-name.ts";
import { unknownName } from "../text/unknown-name.ts";

interface Verb {
  readonly name: string;
  readonly summary: string;
}

/**
 * What is printed where the words name no verb: the verbs, those under one word, or the version.
 * @throws CosmoError VERB_UNKNOWN, WRONG_USE
 */
export function overview(verbs: readonly Verb[], words: readonly string[]): string {
  const [first = "--help", second] = words;
  if (isHelp(first)) return `cosmo <verb> [options]\n\n${listed(verbs)}${every}, --version\n`;
  if (first === "--version") return `${packageVersion()}\n`;
  const names = verbs.map(({ name }) => name);
  if (first.startsWith("-")) {
    throw new CosmoError("WRONG_USE", `The verb comes first, then options such as ${first}`, {
      hint: `Write \`cosmo <verb> ${first} …\`; verbs: ${names.join(", ")}.`,
      exitCode: 2,
    });
  }
  const under = verbs.filter(({ name }) => name.startsWith(`${first} `));
  if (under.length > 0 && second !== undefined && isHelp(second)) {
    return `cosmo ${first} <what> [options]\n\n${listed(under)}${every}\n`;
  }
  const both = `${first} ${second}`;
  if (second !== undefined && under.length > 0 && !isNear(second, first, under)) {
    throw new CosmoError("VERB_UNKNOWN", `There is no verb ${both}`, {
      hint: `Known: ${under.map(({ name, summary }) => `${name} (${summary})`).join(", ")}.`,
      exitCode: 2,
    });
  }
  const meant = under.length > 0 || nearestName(both, names) !== undefined ? both : first;
  throw unknownName(
    "VERB_UNKNOWN",
    "verb",
    second === undefined ? first : meant,
    under.length > 0 ? under.map(({ name }) => name) : names,
  );
}

/** Whether the word behind the first is a slip of a known one, and no other word. */
function isNear(second: string, first: string, under: readonly Verb[]): boolean {
  const seconds = under.map(({ name }) => name.slice(first.length + 1));
  if (nearestName(second, seconds) !== undefined) return true;
  const near = nearestName(
    `${first} ${second}`,
    under.map(({ name }) => name),
  );
  return near?.startsWith(`${first} ${second[0]}`) ?? false;
}

const isHelp = (word: string): boolean => ["--help", "-h", "help"].includes(word);

const every = "\n\nEvery verb: --workspace DIR, --json, --debug, --help";

function listed(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  return verbs.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n");
}

/** Of this package. */
export function packageVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return String((JSON.parse(text) as { version?: unknown }).version);
}
