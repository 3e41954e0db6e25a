import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { initWorkspace } from "../../app/init-workspace.ts";
import { configurationFile } from "../../app/read-configuration.ts";
import { evaluateReplayed, prepareOrReplay } from "../../app/recorded-sample.ts";
import { runWorkspace } from "../../app/run.ts";
import { richestHead, type SampledClaim, sampleClaims } from "../../app/sample-claims.ts";
import { importSampleShop, sampleConfiguration } from "../../app/sample-shop.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { shellWord } from "../as-called.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { renderGraphEvaluation } from "../render/graph-evaluation.ts";
import { renderStatus } from "../render/status.ts";
import { cut, wrapped } from "../render/text-table.ts";

const sampleSize = 10;
const demoFolder = "demo";

export const demoCommand = defineCommand({
  name: "demo",
  summary: "the whole way on a small sample shop: no key, no question",
  help: [{ flags: "--no-serve", summary: "accepted for scripts; the demo ends by itself" }],
  options: z.strictObject({
    ...common,
    arguments: z.array(z.string()).max(0),
    serve: z.boolean().default(true),
  }),
  workspaceOf: ({ workspace }) => workspace ?? demoFolder,
  async run({ options, environment, signal, progress, say }) {
    const folder = resolve(environment.currentFolder, options.workspace ?? demoFolder);
    if (!existsSync(join(folder, configurationFile))) {
      await initWorkspace(folder, await sampleConfiguration());
    }
    return withWorkspace({ folder, environment, progress, signal }, async (workspace) => {
      return workspace.locked(async () => {
        await importSampleShop(workspace, signal, progress);
        const absent = await prepareOrReplay(workspace);
        if (absent) {
          say(
            `No embedded model can be had here (${absent.code}): replaying the answers that the same model gave when the sample was recorded.`,
          );
        }
        const result = await runWorkspace(workspace, { stages: [], signal, progress });
        return {
          ...result,
          evaluation: await evaluateReplayed(workspace, signal),
          replayed: absent !== undefined,
          kept: await sampleClaims(workspace, true, sampleSize),
          dropped: await sampleClaims(workspace, false, sampleSize),
          example: (await richestHead(workspace)) ?? null,
        };
      });
    });
  },
  render: ({ kept, dropped, example, replayed, evaluation, ...result }, columns) =>
    [
      renderStatus(result, columns),
      `\nTen random claims that were kept${replayed ? " (from recorded answers)" : ""}:`,
      ...kept.map((claim) => renderClaim(claim, columns)),
      "\nTen random claims that were dropped:",
      ...dropped.map((claim) => renderClaim(claim, columns)),
      "\nA small model made these and no critic has judged them yet: expect one in four to be plausible.",
      evaluation === null
        ? "Figures against the shop's truth need the sentence encoder: run `cosmo evaluate graph` where it can be had.\n"
        : `The shop's truth is known. What the graph is worth against it${replayed ? " (from recorded answers)" : ""}:\n\n${renderGraphEvaluation(evaluation, columns)}\n`,
      `Next: ${example === null ? "cosmo graph log" : `cosmo show ${shellWord(example)}`}`,
    ].join("\n"),
});

function renderClaim(
  { headA, headB, sentence, dropReason }: SampledClaim,
  columns: number,
): string {
  const heads = [headA, headB].map((words) => cut(words, Math.floor((columns - 5) / 2)));
  const text = `${sentence}${dropReason ? `  [${dropReason}]` : ""}`;
  const lines = wrapped(text, columns - 4).map((line) => `    ${line}`);
  return [`  ${heads.join(" + ")}`, ...lines].join("\n");
}
