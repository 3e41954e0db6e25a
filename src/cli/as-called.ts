import { resolve } from "node:path";
import type { Environment } from "../app/environment.ts";
import { shellWord } from "../text/shell-word.ts";

/** How the person called: what stands before a verb, and the workspace that was meant. */
export interface Caller {
  readonly start: string;
  /** As typed; undefined where it is the current folder. */
  readonly workspace: string | undefined;
  readonly verbs: readonly string[];
}

export function callerOf(
  { variables, currentFolder }: Environment,
  verbs: readonly string[],
  workspace: string | undefined,
): Caller {
  const byScript = ["cosmo", "demo", "simulate"].includes(variables["npm_lifecycle_event"] ?? "");
  const isHere = workspace === undefined || resolve(currentFolder, workspace) === currentFolder;
  return {
    start: byScript ? "npm run cosmo -- " : "cosmo ",
    workspace: isHere ? undefined : workspace,
    verbs,
  };
}

/** A command line that does the same once more, for a shell. */
export const commandAsTyped = (words: readonly string[], { start }: Caller): string =>
  `${start}${words.map(shellWord).join(" ")}`;

/** A command in backticks, or one behind a colon that ends its line or sentence. */
const command = /`cosmo ([^`\n]+)`|: cosmo ([^`\n]+?)(?=\.?$|\. [A-Z])/gm;

/**
 * A text with its commands as the person has to type them here: a `cosmo show ID` becomes
 * `npm run cosmo -- show ID --workspace my-shop`. Words that are no whole verb stay as they are.
 */
export function commandsAsCalled(text: string, caller: Caller): string {
  return text.replace(command, (whole, quoted?: string, bare?: string) => {
    const words = quoted ?? bare ?? "";
    const { verbs, start } = caller;
    const verb = verbs.find((name) => words === name || words.startsWith(`${name} `));
    if (verb === undefined) return whole;
    const called = `${start}${words}${workspaceOption(verb, words, caller)}`;
    return quoted === undefined ? `: ${called}` : `\`${called}\``;
  });
}

function workspaceOption(verb: string, words: string, { workspace }: Caller): string {
  const isElsewhere =
    ["init", "demo", "simulate"].includes(verb) || /--(?:workspace|help)\b/.test(words);
  return workspace === undefined || isElsewhere ? "" : ` --workspace ${shellWord(workspace)}`;
}
