import { access, constants, statfs } from "node:fs/promises";
import { CosmoError } from "../domain/cosmo-error.ts";
import { checkIndex } from "../knowledge/check-index.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import { indexesFolder } from "./graph-index.ts";
import { nextCommand, workspaceStatus } from "./status.ts";
import type { Workspace } from "./workspace.ts";

export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly finding: string;
  /** What to do; null when all is well. */
  readonly next: string | null;
}

const scarceBytes = 1024 ** 3;

const sampleRequest: GenerateRequest = {
  system: "",
  prompt: "What do people use an umbrella for?",
  answerStem: "People use an umbrella for",
  maxTokens: 16,
  temperature: 0,
  topP: 1,
  topK: 0,
  stop: ["\n", "."],
  draw: 1,
};

/** Looks for what is wrong with a workspace and its models, one finding for each check. */
export async function diagnose(
  workspace: Workspace,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  return [
    await writable(workspace),
    await space(workspace),
    await modelAnswers(workspace, signal),
    await encoderAnswers(workspace, signal),
    ...criticThere(workspace),
    ...(await standing(workspace)),
    ...(await indexWhole(workspace)),
  ];
}

async function writable({ folder }: Workspace): Promise<Finding> {
  try {
    await access(folder, constants.W_OK);
    return { check: "workspace", ok: true, finding: `${folder} can be written`, next: null };
  } catch {
    const next = "Give yourself write access to it, or choose another folder with --workspace.";
    return { check: "workspace", ok: false, finding: `${folder} can't be written`, next };
  }
}

/** Where the settings name a critic of the person's own. */
function criticThere({ ports, configuration }: Workspace): readonly Finding[] {
  const { source } = ports.critic;
  const { by } = configuration.critic;
  if (by === "labels" || by === "none") return [];
  if (source.kind !== "critic" || source.problem === undefined) {
    return [{ check: "critic", ok: true, finding: `${by} is there`, next: null }];
  }
  const { code, message, hint } = source.problem;
  return [{ check: "critic", ok: false, finding: `${code}: ${message}`, next: hint }];
}

async function space({ folder }: Workspace): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const ok = free >= scarceBytes;
  return {
    check: "disk",
    ok,
    finding: `${(free / 1024 ** 3).toFixed(1)} GiB free`,
    next: ok ? null : "Free some space: less than 1 GiB is left.",
  };
}

async function modelAnswers({ ports }: Workspace, signal: AbortSignal): Promise<Finding> {
  const [model] = ports.models;
  if (model === undefined) throw new Error("no model is configured");
  const { asker } = model;
  return attempt(`model ${asker.id}`, async () => {
    const { text } = await asker.generate(sampleRequest, signal);
    return `answers: “${sampleRequest.answerStem}${text}”`;
  });
}

async function encoderAnswers({ ports }: Workspace, signal: AbortSignal): Promise<Finding> {
  const { encoder } = ports;
  if (encoder === undefined) {
    return { check: "encoder", ok: true, finding: "none is configured", next: null };
  }
  return attempt(`encoder ${encoder.id}`, async () => {
    const [vector] = await encoder.encode(["umbrella"], signal);
    return `gives ${vector?.length ?? 0} numbers for a text`;
  });
}

async function attempt(check: string, work: () => Promise<string>): Promise<Finding> {
  try {
    return { check, ok: true, finding: await work(), next: null };
  } catch (error) {
    if (!(error instanceof CosmoError)) throw error;
    return { check, ok: false, finding: `${error.code}: ${error.message}`, next: error.hint };
  }
}

/** Of the published graph, where there is one. */
async function indexWhole({ versions, dataFolder }: Workspace): Promise<readonly Finding[]> {
  const version = await versions.current();
  if (version === undefined) return [];
  const problem = await checkIndex(indexesFolder(dataFolder), version.content);
  if (problem === undefined) {
    return [{ check: "index", ok: true, finding: `of ${version.id}, whole`, next: null }];
  }
  const next = "Remove the folder, where it is there, and run `cosmo run`: it is compiled anew.";
  return [{ check: "index", ok: false, finding: problem, next }];
}

/** What has not been done yet, with the command that does it. */
async function standing(workspace: Workspace): Promise<readonly Finding[]> {
  const status = await workspaceStatus(workspace);
  const next = nextCommand(status);
  const [table] = status.missing;
  if (table !== undefined) {
    return [{ check: "imports", ok: false, finding: `no ${table} yet`, next }];
  }
  if (status.busy !== null) {
    const finding = `process ${status.busy} is at work; look again when it is done`;
    return [{ check: "stages", ok: true, finding, next }];
  }
  const open = status.stages.filter(({ state }) => state !== "done");
  const finding =
    open.length === 0 ? "all done" : open.map(({ name, state }) => `${name} ${state}`).join(", ");
  return [{ check: "stages", ok: open.length === 0, finding, next }];
}
