import { access, constants, statfs } from "node:fs/promises";
import { checkIndex } from "../knowledge/check-index.ts";
import { indexFolder, readManifest } from "../knowledge/index-manifest.ts";
import { counted, formatNumber } from "../text/counted.ts";
import { checkModel, labelOf, unaskedModel } from "./check-model.ts";
import { checkTokenizer } from "./check-tokenizer.ts";
import { graphCoverage } from "./coverage.ts";
import { type Finding, failed, well } from "./finding.ts";
import { indexesFolder } from "./graph-index.ts";
import { importsWhole } from "./imports-whole.ts";
import type { ModelReport } from "./model-look.ts";
import { type BestModel, bestModel, type ModelWorth, modelWorth } from "./model-worth.ts";
import { servedRelevance } from "./relevance/relevance-status.ts";
import { siteProblem } from "./site-meant.ts";
import { nextCommand, workspaceStatus } from "./status.ts";
import type { Workspace } from "./workspace.ts";

export interface DiagnoseOptions {
  /** Whether language models are asked. */
  readonly calls: boolean;
  readonly signal: AbortSignal;
}

/** What `cosmo doctor --json` gives. */
export interface Diagnosis {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly models: readonly ModelReport[];
  /** What the answers that are there are worth by the labels at hand. */
  readonly worth: { readonly models: readonly ModelWorth[]; readonly best: BestModel | null };
}

const scarceBytes = 1024 ** 3;

/** Looks for what is wrong with a workspace and its models, one finding for each check. */
export async function diagnose(
  workspace: Workspace,
  { calls, signal }: DiagnoseOptions,
): Promise<Diagnosis> {
  const models: ModelReport[] = [];
  const ofModels: Finding[] = [];
  for (const model of workspace.ports.models) {
    const { report, findings } = calls
      ? await checkModel(workspace, model, signal)
      : unaskedModel(model);
    models.push(report);
    // The tokenizer behind the look, which fetches an embedded model.
    ofModels.push(...findings, await checkTokenizer(model, labelOf(model)));
  }
  const worth = await readWorth(workspace);
  const findings = [
    await writable(workspace),
    await space(workspace),
    ...ofModels,
    await encoderAnswers(workspace, signal),
    ...criticThere(workspace),
    ...(await sparkThere(workspace)),
    ...(await importsWhole(workspace)),
    ...(await standing(workspace)),
    ...(await indexWhole(workspace)),
    ...(await covered(workspace)),
    ...(await servedRelevance(workspace)),
    ...worth.findings,
  ];
  return {
    ok: findings.every(({ ok }) => ok),
    findings,
    models,
    worth: { models: worth.models, best: bestModel(worth.models) ?? null },
  };
}

/** A claim or label that can't be read is a finding. */
async function readWorth(
  workspace: Workspace,
): Promise<{ readonly models: readonly ModelWorth[]; readonly findings: readonly Finding[] }> {
  try {
    return { models: await modelWorth(workspace), findings: [] };
  } catch (error) {
    return { models: [], findings: [failed("accepted claims", error)] };
  }
}

async function writable({ folder }: Workspace): Promise<Finding> {
  try {
    await access(folder, constants.W_OK);
    return well("workspace", `${folder} can be written`);
  } catch {
    const next = "Give yourself write access to it, or choose another folder with --workspace.";
    return { check: "workspace", ok: false, finding: `${folder} can't be written`, next };
  }
}

/** Where the settings name a critic of the person's own. */
function criticThere({ ports, configuration }: Workspace): readonly Finding[] {
  const { source } = ports.critic;
  const { by } = configuration.critic;
  if (by === "labels" || by === "language-model" || by === "none") return [];
  if (source.kind !== "critic" || source.problem === undefined) {
    return [well("critic", `${by} is there`)];
  }
  return [failed("critic", source.problem)];
}

/** Where the settings name Spark. Whether workers have a free core is found out by its start. */
async function sparkThere({ spark, configuration }: Workspace): Promise<readonly Finding[]> {
  if (spark === undefined) return [];
  try {
    const home = await spark.check();
    return [well("spark", `${home}, for ${configuration.sql.master ?? "threads of this machine"}`)];
  } catch (error) {
    return [failed("spark", error)];
  }
}

async function space({ folder }: Workspace): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const ok = free >= scarceBytes;
  return {
    check: "disk",
    ok,
    finding: `${(free / 1024 ** 3).toFixed(1)} GiB free`,
    next: ok
      ? null
      : "Free some space: less than 1 GiB is left. `cosmo prune --plan` tells what nothing reads any more.",
  };
}

async function encoderAnswers({ ports }: Workspace, signal: AbortSignal): Promise<Finding> {
  const { encoder } = ports;
  if (encoder === undefined) {
    return well("encoder", "none is configured");
  }
  const check = `encoder ${encoder.id}`;
  try {
    const [vector] = await encoder.encode(["umbrella"], signal);
    return well(check, `gives ${vector?.length ?? 0} numbers for a text`);
  } catch (error) {
    return failed(check, error);
  }
}

/** Of the published graph, where there is one. */
async function indexWhole({
  versions,
  dataFolder,
  configuration,
}: Workspace): Promise<readonly Finding[]> {
  const version = await versions.current();
  if (version === undefined) return [];
  const problem = await checkIndex(indexesFolder(dataFolder), version.content);
  if (problem === undefined) {
    return [
      well("index", `of ${version.id}, whole`),
      ...(await siteServed(configuration.site, indexesFolder(dataFolder), version.content)),
    ];
  }
  const next = "Remove the folder, where it is there, and run `cosmo run`: it is compiled anew.";
  return [{ check: "index", ok: false, finding: problem, next }];
}

/** How much of what is looked for is answered: no fault, and the first thing to know. */
async function covered(workspace: Workspace): Promise<readonly Finding[]> {
  const coverage = await graphCoverage(workspace).catch((error: unknown) =>
    failed("coverage", error),
  );
  if (coverage === null) return [];
  if ("check" in coverage) return [coverage];
  const { queries, answeredQueries, searches, answeredSearches, products, answeredProducts } =
    coverage;
  const share = (part: number, all: number): string =>
    `${all === 0 ? 0 : Math.round((100 * part) / all)} %`;
  const finding = `knowledge for ${share(answeredSearches, searches)} of searches (${formatNumber(answeredQueries)} of ${counted(queries, "queries")} that passed the gate) and for ${share(answeredProducts, products)} of ${counted(products, "products")}`;
  const next =
    answeredSearches * 2 < searches
      ? "Raise the limits of `generation` in cosmo.yaml; `cosmo run --plan` says what that costs."
      : null;
  return [well("coverage", finding, next)];
}

/** Whether requests that name no site mean one that the graph has. */
async function siteServed(
  configured: string,
  indexes: string,
  content: string,
): Promise<readonly Finding[]> {
  const manifest = await readManifest(await indexFolder(indexes, content));
  const finding = siteProblem(configured, manifest?.sites ?? []);
  if (finding === null) return [];
  const next = "Set `site` in cosmo.yaml to one of them.";
  return [{ check: "site", ok: false, finding, next }];
}

/** What has not been done yet, with the command that does it. */
async function standing(workspace: Workspace): Promise<readonly Finding[]> {
  const status = await workspaceStatus(workspace);
  const next = nextCommand(status);
  const [table] = status.missing;
  const ranksAlone =
    status.relevance !== null && status.imports.every((record) => record.table === "judgements");
  if (ranksAlone) return [well("imports", "judgements alone: enough to rank by", next)];
  if (table !== undefined) {
    const missing = status.busy === null ? `cosmo import ${table} PATH` : null;
    return [{ check: "imports", ok: false, finding: `no ${table} yet`, next: missing }];
  }
  if (status.busy !== null) {
    const finding = `process ${status.busy} is at work; look again when it is done`;
    return [well("stages", finding, next)];
  }
  const open = status.stages.filter(({ state }) => state !== "done");
  const finding =
    open.length === 0 ? "all done" : open.map(({ name, state }) => `${name} ${state}`).join(", ");
  return [{ check: "stages", ok: open.length === 0, finding, next }];
}
