import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { CosmoError } from "../domain/cosmo-error.ts";
import { createApp } from "./app.ts";
import { errorReply } from "./error-reply.ts";
import { answerAtOnce } from "./fast-lane.ts";
import { methodNotAllowed, requestMalformed, serverStopping } from "./request-errors.ts";
import type { Services } from "./services.ts";

export interface ListenOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Of cosmo. */
  readonly packageVersion: string;
}

export interface RunningServer {
  readonly port: number;
  /**
   * Takes no new connection, waits a while for the answers that are under way, ends the work for those that are not there
   * by then, and closes.
   * @param patienceMs how long it waits
   */
  stop(patienceMs?: number): Promise<void>;
}

/** How long answers that are under way may take when the server is stopped. */
const usualPatienceMs = 10_000;

/** How long it takes at most to tell those whose answers did not come. */
const lastWordsMs = 500;

/** Bytes of address and headers: the longest text, each sign of it escaped as twelve, and room. */
const greatestHead = 64 * 1024;

/** Methods that a fetch request can have; the others are refused before one is made. */
const usualMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** @throws CosmoError SERVER_PORT_TAKEN, SERVER_ADDRESS_UNUSABLE */
export async function startServer(
  services: Services,
  { host, port, packageVersion }: ListenOptions,
): Promise<RunningServer> {
  const stopping = new AbortController();
  const app = createApp(services, packageVersion, stopping.signal);
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer({ maxHeaderSize: greatestHead }, (request, response) => {
    if (!usualMethods.has(request.method ?? "")) {
      const { status, headers, body } = errorReply(methodNotAllowed(["GET", "POST"]));
      response.writeHead(status, { ...headers, allow: "GET, POST" }).end(body);
    } else if (!answerAtOnce(services, request, response)) {
      void listener(request, response);
    }
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => refuse(error, socket));
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    async stop(patienceMs = usualPatienceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      let isClosed = false;
      void closed.then(() => {
        isClosed = true;
      });
      const closedWithin = async (milliseconds: number): Promise<void> => {
        const end = Date.now() + milliseconds;
        while (!isClosed && Date.now() < end) {
          server.closeIdleConnections();
          await Promise.race([closed, setTimeout(20)]);
        }
      };
      await closedWithin(patienceMs);
      stopping.abort(serverStopping());
      await closedWithin(lastWordsMs);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers what Node's parser refuses, and closes the connection. */
function refuse({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = errorReply(requestMalformed(code));
  const lines = Object.entries({ ...headers, "content-length": Buffer.byteLength(body as string) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\n${head}\r\n${body}`);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(listenFailure(error, host, port)),
    );
    server.listen(port, host, resolve);
  });
}

function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): unknown {
  if (error.code === "EADDRINUSE") {
    return new CosmoError(
      "SERVER_PORT_TAKEN",
      `Port ${port} of ${host} is taken by another process`,
      {
        hint: `Name another, such as \`cosmo serve --port ${port + 1}\`, or 0 for any that is free.`,
        cause: error,
        exitCode: 2,
      },
    );
  }
  if (["EACCES", "EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "EINVAL"].includes(error.code ?? "")) {
    return new CosmoError(
      "SERVER_ADDRESS_UNUSABLE",
      `The server can't listen on port ${port} of ${host} (${error.code})`,
      {
        hint: "Name an address of this machine with --host, and a port from 1024 with --port.",
        cause: error,
        exitCode: 2,
      },
    );
  }
  return error;
}
