import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cosmo, type Finished, workspaceWith } from "./cosmo-command.ts";
import { madeOnce } from "./made-once.ts";

/** The settings of `cosmo demo`. */
export const demoSettings = readFileSync(
  fileURLToPath(new URL("../../samples/shop/demo.yaml", import.meta.url)),
  "utf8",
);

/** Settings with which no model can be had. */
export const noModels = (parent: string): string =>
  `models: { fetch: false, cache-folder: ${join(parent, "none")} }\n`;

/** Gives a folder the workspace of a demo that had no model; what is returned is how its command ended. */
export async function replayedDemo(folder: string): Promise<Finished> {
  const made = await madeOnce("replayed-demo", async (aside) => {
    const workspace = workspaceWith(aside, "demo", `${demoSettings}${noModels(aside)}`);
    const ended = await cosmo(["demo", "--no-serve", "--workspace", workspace, "--json"]);
    writeFileSync(join(aside, "ended.json"), JSON.stringify(ended));
  });
  cpSync(join(made, "demo"), folder, { recursive: true });
  return JSON.parse(readFileSync(join(made, "ended.json"), "utf8")) as Finished;
}
