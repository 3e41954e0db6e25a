import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { getRequestListener, RequestError } from "@hono/node-server";
import { CosmoError } from "../domain/cosmo-error.ts";
import { createApp, nowhere } from "./app.ts";
import { errorReply, faultLine } from "./error-reply.ts";
import { answerAtOnce } from "./fast-lane.ts";
import type { Reply } from "./reply.ts";
import {
  addressMalformed,
  hostMissing,
  requestMalformed,
  serverStopping,
} from "./request-errors.ts";
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
const lastWordsMs = 3000;

/** Bytes of address and headers: the longest text, each sign of it escaped as twelve, and room. */
const greatestHead = 64 * 1024;

/** What stands in the log for a method that nobody could read. */
const noMethod = "-";

/** @throws CosmoError SERVER_PORT_TAKEN, SERVER_ADDRESS_UNUSABLE */
export async function startServer(
  services: Services,
  { host, port, packageVersion }: ListenOptions,
): Promise<RunningServer> {
  const stopping = new AbortController();
  const app = createApp(services, packageVersion, stopping.signal);
  /** Counts and logs what is refused before any route is known. */
  const refused = (error: unknown, method = noMethod): Reply => {
    const reply = errorReply(error);
    services.metrics.answered(nowhere, reply.status, undefined);
    services.log.answered(method, nowhere, reply.status, 0);
    return reply;
  };
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    // For HTTP/1.0, which needs no Host.
    hostname: "localhost",
    errorHandler(error) {
      if (!(error instanceof RequestError)) services.report(faultLine(error));
      const { status, headers, body } = refused(
        error instanceof RequestError ? addressMalformed() : error,
      );
      return new Response(body, { status, headers });
    },
  });
  // Requests whose own line in the log tells how they ended.
  const underWay = new WeakSet<Socket>();
  // Node's own answer to a request without Host is empty.
  const options = { maxHeaderSize: greatestHead, requireHostHeader: false };
  const server = createServer(options, (request, response) => {
    if (request.headers.host === undefined && request.httpVersion === "1.1") {
      const { status, headers, body } = refused(hostMissing(), request.method);
      const length = { "content-length": Buffer.byteLength(body), connection: "close" };
      response.writeHead(status, { ...headers, ...length }).end(body);
    } else if (!answerAtOnce(services, request, response)) {
      const { socket } = request;
      underWay.add(socket);
      response.once("close", () => underWay.delete(socket));
      void listener(request, response);
    }
  });
  server.on("clientError", ({ code }: NodeJS.ErrnoException, socket: Socket) => {
    if (code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const error = requestMalformed(code);
    refuse(underWay.has(socket) ? errorReply(error) : refused(error), socket);
  });
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
function refuse({ status, headers, body }: Reply, socket: Socket): void {
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
