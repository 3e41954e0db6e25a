import type { RecordedCall } from "../../language-model/recorded-call.ts";
import { workspaceStatus } from "../status.ts";
import type { Workspace } from "../workspace.ts";
import type { Section, Shown } from "./shown.ts";

/** What `cosmo show` is given for the list. */
export const setAsideName = "set-aside";

/** Calls that are shown; `total` says how many there are. */
const callsShown = 1000;

/**
 * What was set aside: the calls of today's models without a usable answer, with their raw answers, in whatever run they
 * were asked; and a sample of the items that never came to an answer.
 */
export async function showSetAside(workspace: Workspace): Promise<Shown> {
  const { calls, generator, critic } = workspace.ports;
  const judge = critic.source.kind === "language-model" ? [critic.source.model.id] : [];
  const ids = [...new Set([generator.id, ...judge])].flatMap((model) => calls.idsSetAside(model));
  const { stages } = await workspaceStatus(workspace);
  const counted = stages.map(({ name, setAside }) => [name, setAside] as const);
  const sections: Section[] = [
    {
      title: "Answers that can't be used",
      total: ids.length,
      rows: ids.slice(0, callsShown).map((id) => {
        const [asked, ...more] = calls.get(id);
        const answers = asked === undefined ? [] : [asked, ...more, ...calls.repairsOf(id)];
        return {
          call: id,
          prompt: `${asked?.prompt}\n${asked?.answerStem}`,
          ...rawAnswers(answers),
        };
      }),
    },
  ];
  for (const { name, setAside, samples } of stages) {
    for (const [reason, total] of Object.entries(setAside)) {
      if (reason === "ANSWER_INVALID") continue;
      const rows = (samples[reason] ?? []).map((item) => ({ item }));
      sections.push({ title: `${name}: ${reason}`, total, rows });
    }
  }
  return {
    kind: "set-aside",
    id: generator.id,
    facts: Object.fromEntries(counted.filter(([, reasons]) => Object.keys(reasons).length > 0)),
    sections,
  };
}

/** Raw answers and what is wrong with each, in the order in which they came. */
const rawAnswers = (answers: readonly RecordedCall[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    answers.flatMap(({ rawAnswer, reason }, index) => [
      [`rawAnswer${index + 1}`, rawAnswer],
      [`reason${index + 1}`, reason ?? ""],
    ]),
  );
