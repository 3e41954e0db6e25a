import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { z } from "zod";
import { initWorkspace } from "../../app/init-workspace.ts";
import { configurationFile } from "../../app/read-configuration.ts";
import { prepareOrReplay } from "../../app/recorded-sample.ts";
import { runWorkspace } from "../../app/run.ts";
import { type SampledClaim, sampleClaims } from "../../app/sample-claims.ts";
import { importSampleShop, sampleConfiguration } from "../../app/sample-shop.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { renderStatus } from "../render/status.ts";

const sampleSize = 10;

export const demoCommand = defineCommand({
  name: "demo",
  summary: "the whole way on a small sample shop: no key, no question",
  help: [{ flags: "--no-serve", summary: "end by itself" }],
  options: z.strictObject({
    ...common,
    arguments: z.array(z.string()).max(0),
    serve: z.boolean().default(true),
  }),
  async run({ options, environment, signal, progress, say }) {
    const folder = resolve(environment.currentFolder, options.workspace ?? "demo");
    if (!existsSync(join(folder, configurationFile))) {
      await initWorkspace(folder, await sampleConfiguration());
    }
    return withWorkspace({ folder, environment, progress, signal }, async (workspace) => {
      const lock = await workspace.lock();
      try {
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
          replayed: absent !== undefined,
          kept: await sampleClaims(workspace, true, sampleSize),
          dropped: await sampleClaims(workspace, false, sampleSize),
          next: `npm run cosmo -- show "winter camping" --workspace ${relative(environment.currentFolder, folder) || "."}`,
        };
      } finally {
        await lock.release();
      }
    });
  },
  render: ({ kept, dropped, next, replayed, ...result }) =>
    [
      renderStatus(result),
      `\nTen random claims that were kept${replayed ? " (from recorded answers)" : ""}:`,
      ...kept.map(renderClaim),
      "\nTen random claims that were dropped:",
      ...dropped.map(renderClaim),
      "\nA small model made these and no critic has judged them yet: expect about a third to be true.",
      `Next: ${next}`,
    ].join("\n"),
});

function renderClaim({ headA, headB, sentence, dropReason }: SampledClaim): string {
  const heads = [headA, headB].map((words) =>
    words.length > 48 ? `${words.slice(0, 47)}…` : words,
  );
  return `  ${heads.join(" + ")}\n    ${sentence}${dropReason ? `  [${dropReason}]` : ""}`;
}
