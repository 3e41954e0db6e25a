// A server whose answers are written down, for states that a real one is seldom in. No graph is behind it.
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface FixtureServer {
  readonly address: string;
  /** What is answered under a path with its parameters; it may change while the server runs. */
  reply: (path: string, authorization: string | undefined) => Reply | Promise<Reply>;
  close(): Promise<void>;
}

const page = fileURLToPath(new URL("../dist", import.meta.url));
const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

export async function startFixtureServer(
  reply: FixtureServer["reply"],
  port = 0,
): Promise<FixtureServer> {
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const isData = path.startsWith("/v1/") || path === "/readyz";
    const answered = isData
      ? Promise.resolve(double.reply(path, request.headers.authorization)).then((said) =>
          sendJson(response, said),
        )
      : sendFile(response, path);
    answered.catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: given } = server.address() as AddressInfo;
  const double: FixtureServer = {
    address: `http://127.0.0.1:${given}`,
    reply,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return double;
}

function sendJson(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const name = path === "/" ? "/index.html" : path;
  const content = await readFile(`${page}${name}`);
  response
    .writeHead(200, {
      "content-type": types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream",
      "content-security-policy": "default-src 'self'",
    })
    .end(content);
}
