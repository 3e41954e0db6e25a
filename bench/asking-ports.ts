import { join } from "node:path";
import type { Configuration } from "../src/app/configuration.ts";
import { processEnvironment } from "../src/app/environment.ts";
import { openPorts, type Ports } from "../src/app/ports.ts";
import { parseConfiguration } from "../src/app/read-configuration.ts";
import { beginBudget, finishBudget } from "../src/app/run-budget.ts";
import { silentProgress } from "../src/domain/progress.ts";

export interface AskingPorts {
  readonly configuration: Configuration;
  readonly ports: Ports;
  /** Never aborts. */
  readonly signal: AbortSignal;
  /** Ends the run's account in its budget, as a run that came to its end. */
  close(): Promise<void>;
}

const stages = [{ name: "generate" }];

/** What a run asks models by, with its files in a folder, as lines of `cosmo.yaml` say; nothing measures and nothing judges. Calls are on the account of a run. */
export async function openAskingPorts(folder: string, settings: string): Promise<AskingPorts> {
  const configuration = parseConfiguration(
    `${settings}
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`,
    "cosmo.yaml",
  );
  const { signal } = new AbortController();
  const ports = await openPorts({
    ...{ folder, configuration, signal },
    stateFolder: join(folder, "state"),
    environment: processEnvironment(),
    progress: silentProgress,
  });
  beginBudget({ ports, configuration }, {}, stages);
  return {
    ...{ configuration, ports, signal },
    async close() {
      ports.budget.account.end();
      finishBudget({ ports }, stages);
      await ports.close();
    },
  };
}
