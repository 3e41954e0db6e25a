import { z } from "zod";
import { plannedCheck } from "../../app/check-requests.ts";
import { diagnose } from "../../app/doctor.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { counted } from "../../text/counted.ts";
import { dollars } from "../../text/dollars.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { renderDiagnosis } from "../render/diagnosis.ts";

export const doctorCommand = defineCommand({
  name: "doctor",
  summary: "what is wrong, how the models answer, and the next command",
  help: [
    {
      flags: "--no-calls",
      summary:
        "ask no language model; without it each is asked up to three questions, which count as spent",
    },
  ],
  options: z.strictObject({
    ...common,
    arguments: z.array(z.string()).max(0),
    calls: z.boolean().default(true),
  }),
  run: ({ options: { workspace: folder, calls }, environment, signal, progress, say }) =>
    withWorkspace({ folder, environment, progress, signal }, async (workspace) => {
      const { models } = workspace.ports;
      if (calls) say(toldCost(models.map(plannedCheck)));
      return diagnose(workspace, { calls, signal });
    }),
  render: renderDiagnosis,
  exitCode: ({ ok }) => (ok ? 0 : 1),
});

/** What asking costs at most, before it is done. */
function toldCost(planned: readonly ReturnType<typeof plannedCheck>[]): string {
  const calls = planned.reduce((sum, one) => sum + one.calls, 0);
  const known = planned.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
  const isUnknown = planned.some(({ costUsd }) => costUsd === null);
  const cost = known === 0 ? "" : ` for ${dollars(known)} at most`;
  const unknown = isUnknown ? "; of some models nobody knows what they cost" : "";
  return `Asking ${counted(planned.length, "models")} ${counted(calls, "questions")}${cost}${unknown} (--no-calls: none).`;
}
