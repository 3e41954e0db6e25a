import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { claimsAtThreshold } from "../../app/claims-at-threshold.ts";
import { initWorkspace } from "../../app/init-workspace.ts";
import { configurationFile } from "../../app/read-configuration.ts";
import { evaluateReplayed, prepareOrReplay, takeInRecorded } from "../../app/recorded-sample.ts";
import { runWorkspace } from "../../app/run.ts";
import { droppedClaims, richestHead, type SampledClaim } from "../../app/sample-claims.ts";
import { importSampleShop, sampleConfiguration } from "../../app/sample-shop.ts";
import { type Workspace, withWorkspace } from "../../app/workspace.ts";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { serveWorkspace } from "../../server/serve-workspace.ts";
import { shellWord } from "../../text/shell-word.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { packageVersion } from "../overview.ts";
import { renderGraphEvaluation } from "../render/graph-evaluation.ts";
import { renderStatus } from "../render/status.ts";
import { cut, wrapped } from "../render/text-table.ts";

const sampleSize = 10;
const demoFolder = "demo";

export const demoCommand = defineCommand({
  name: "demo",
  summary: "the whole way on a small sample shop: no key, no question",
  help: [
    {
      flags: "--recorded",
      summary:
        "take the answers that were recorded with the sample instead of asking the model anew",
    },
    {
      flags: "--no-serve",
      summary: "end by itself; without it a demo in a terminal goes on to show its page",
    },
  ],
  options: z.strictObject({
    ...common,
    arguments: z.array(z.string()).max(0),
    recorded: z.boolean().default(false),
    serve: z.boolean().default(true),
  }),
  workspaceOf: ({ workspace }) => workspace ?? demoFolder,
  async run({ options, environment, signal, progress, isRead, say, print }) {
    const folder = resolve(environment.currentFolder, options.workspace ?? demoFolder);
    if (!existsSync(join(folder, configurationFile))) {
      await initWorkspace(folder, await sampleConfiguration());
    }
    return withWorkspace({ folder, environment, progress, signal }, async (workspace) => {
      const result = await workspace.locked(async () => {
        await importSampleShop(workspace, signal, progress);
        if (options.recorded) await takeInRecorded(workspace);
        const absent = options.recorded ? undefined : await prepareOrReplay(workspace);
        if (absent) {
          say(
            `No embedded model can be had here (${absent.code}): replaying the answers that the same model gave when the sample was recorded.`,
          );
        }
        const run = await runWorkspace(workspace, { stages: [], signal, progress });
        return {
          ...run,
          evaluation: await evaluateReplayed(workspace, signal),
          replayed: options.recorded || absent !== undefined,
          atThreshold: await claimsAtThreshold(workspace, sampleSize),
          plausibility: workspace.configuration.graph.plausibility,
          dropped: await droppedClaims(workspace, sampleSize),
          example: (await richestHead(workspace)) ?? null,
        };
      });
      if (!isRead || !options.serve) return result;
      print(result);
      await showPage(workspace, signal, say);
      return result;
    });
  },
  render: (
    { atThreshold, plausibility, dropped, example, replayed, evaluation, ...result },
    columns,
  ) =>
    [
      renderStatus(result, columns),
      "\nTen random claims that the filters dropped:",
      ...dropped.map((claim) =>
        renderClaim(claim, claim.dropReason && `[${claim.dropReason}]`, columns),
      ),
      `\nClaims with a plausibility above ${plausibility} are published. Ten random ones just above${replayed ? " (from recorded answers)" : ""}:`,
      ...atThreshold.above.map((claim) =>
        renderClaim(claim, claim.plausibility.toFixed(2), columns),
      ),
      "\nTen random ones just below:",
      ...atThreshold.below.map((claim) =>
        renderClaim(claim, claim.plausibility.toFixed(2), columns),
      ),
      "\nA small model made these; a critic that learnt from the sample's labels judged them.",
      evaluation === null
        ? "Figures against the shop's truth need the sentence encoder: run `cosmo evaluate graph` where it can be had.\n"
        : `The shop's truth is known. What the graph is worth against it${replayed ? " (from recorded answers)" : ""}:\n\n${renderGraphEvaluation(evaluation, columns)}\n`,
      `Next: ${example === null ? "cosmo graph log" : `cosmo show ${shellWord(example)}`}`,
    ].join("\n"),
});

/** Serves the page until it is stopped, at another port where the usual one is taken. */
async function showPage(
  workspace: Workspace,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  const { host, port } = workspace.configuration.server;
  const serve = (at: number): Promise<void> =>
    serveWorkspace(workspace, {
      host,
      port: at,
      packageVersion: packageVersion(),
      signal,
      say: () => {},
      onListening: ({ address }) => say(`The page is at ${address}. Ctrl-C ends it.`),
    });
  try {
    await serve(port);
  } catch (error) {
    if (!(error instanceof CosmoError) || error.code !== "SERVER_PORT_TAKEN") throw error;
    await serve(0);
  }
}

const betweenHeads = (scope: SampledClaim["scope"]): string => {
  if (scope === "pair") return " + ";
  return scope === "query" ? ", then " : ", such as ";
};

function renderClaim(
  { scope, headA, headB, sentence }: Pick<SampledClaim, "scope" | "headA" | "headB" | "sentence">,
  remark: string | null,
  columns: number,
): string {
  const between = betweenHeads(scope);
  const width = Math.floor((columns - 2 - between.length) / 2);
  const heads = [headA, headB].filter((words) => words !== "").map((words) => cut(words, width));
  const text = `${sentence}${remark === null ? "" : `  ${remark}`}`;
  const lines = wrapped(text, columns - 4).map((line) => `    ${line}`);
  return [`  ${heads.join(between)}`, ...lines].join("\n");
}
