import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { silentProgress } from "../domain/progress.ts";
import { openPorts } from "./ports.ts";
import { parseConfiguration } from "./read-configuration.ts";
import { listStages } from "./stages.ts";
import type { Workspace } from "./workspace.ts";

/** What a request for a chat completion asks, as far as tests look at it. */
export interface AskedChat {
  readonly model: string;
  readonly response_format?: unknown;
  readonly logprobs?: boolean;
  readonly max_tokens?: number;
}

export interface ChatReply {
  readonly status?: number;
  readonly body: unknown;
}

/** A real server of chat completions on this machine, until the test is over. */
export async function serveChat(
  t: TestContext,
  reply: (asked: AskedChat) => ChatReply | Promise<ChatReply>,
): Promise<{ readonly asked: readonly AskedChat[]; readonly baseUrl: string }> {
  const asked: AskedChat[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const chat: AskedChat = JSON.parse(text);
    asked.push(chat);
    const { status = 200, body } = await reply(chat);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { asked, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

/** A completion of thirty tokens in and four out, with more of its first choice. */
export const completed = (content: string, choice: Readonly<Record<string, unknown>> = {}) => ({
  choices: [{ message: { content }, finish_reason: "stop", ...choice }],
  usage: { prompt_tokens: 30, completion_tokens: 4 },
});

/** The ports of a new workspace with these settings, until the test is over. */
export async function portsWith(
  t: TestContext,
  settings: string,
  variables: Readonly<Record<string, string>> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-ports-"));
  const stateFolder = join(folder, "state");
  mkdirSync(stateFolder);
  const configuration = parseConfiguration(settings, "cosmo.yaml");
  const environment = { variables, home: folder, currentFolder: folder, now: Date.now };
  const { signal } = new AbortController();
  const ports = await openPorts({
    ...{ folder, configuration, stateFolder, environment, signal },
    progress: silentProgress,
  });
  t.after(async () => {
    await ports.close();
    rmSync(folder, { recursive: true });
  });
  const stages = await listStages(folder, configuration, ports);
  return { ports, workspace: { ports, configuration, stages } as Partial<Workspace> as Workspace };
}
