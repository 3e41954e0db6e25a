import type { Diagnosis } from "../../app/doctor.ts";

/** One line for each finding, and its next step. */
export const renderDiagnosis = ({ findings }: Diagnosis): string =>
  findings
    .map(({ check, ok, finding, next }) =>
      [`${ok ? "ok " : "!! "} ${check}: ${finding}`, ...(next ? [`    Next: ${next}`] : [])].join(
        "\n",
      ),
    )
    .join("\n");
