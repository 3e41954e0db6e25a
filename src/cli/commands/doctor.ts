import { z } from "zod";
import { diagnose } from "../../app/doctor.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";

export const doctorCommand = defineCommand({
  name: "doctor",
  summary: "what is wrong, and the next command",
  help: [],
  options: z.strictObject({ ...common, arguments: z.array(z.string()).max(0) }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace(
      { folder: options.workspace, environment, progress, signal },
      async (workspace) => {
        const findings = await diagnose(workspace, signal);
        return { ok: findings.every(({ ok }) => ok), findings };
      },
    ),
  render: ({ findings }) =>
    findings
      .map(({ check, ok, finding, next }) =>
        [`${ok ? "ok " : "!! "} ${check}: ${finding}`, ...(next ? [`    Next: ${next}`] : [])].join(
          "\n",
        ),
      )
      .join("\n"),
  exitCode: ({ ok }) => (ok ? 0 : 1),
});
