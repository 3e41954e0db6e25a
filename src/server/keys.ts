import { createHash, timingSafeEqual } from "node:crypto";
import type { Role } from "../api/role.ts";
import type { Configuration } from "../app/configuration.ts";
import { variableName } from "../app/environment-key.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { isLoopback } from "../domain/is-loopback.ts";

/** Who may ask for what. */
export interface ServerKeys {
  readonly areSet: boolean;
  /**
   * @param authorization the header, `Bearer KEY`
   * @param host the header: the name by which the server was reached, and its port
   * @throws CosmoError KEY_REFUSED: 401 without a key that is known, 403 with the reader's where the operator's is needed;
   * HOST_REFUSED: 403 where there are no keys and the host is not this machine
   */
  check(role: Role, authorization: string | undefined, host: string | undefined): void;
}

/**
 * Keys as the settings name them.
 * @throws CosmoError SERVER_KEY_MISSING, SERVER_KEYS_EQUAL, SERVER_UNPROTECTED
 */
export function serverKeys(
  {
    host,
    readerKey,
    operatorKey,
  }: Pick<Configuration["server"], "host" | "readerKey" | "operatorKey">,
  variables: Readonly<Record<string, string | undefined>>,
): ServerKeys {
  if (readerKey === null && operatorKey === null) {
    if (!isLoopback(host)) throw unprotected(host);
    // Clients send the same one again and again.
    let known: string | undefined;
    return {
      areSet: false,
      check(_role, _authorization, host) {
        if (host === known) return;
        if (!isLoopbackHost(host)) throw hostRefused();
        known = host;
      },
    };
  }
  const reader = keyOf("reader-key", readerKey, variables);
  const operator = keyOf("operator-key", operatorKey, variables);
  if (reader.equals(operator)) throw sameKeys();
  return {
    areSet: true,
    check(role, authorization) {
      if (role === "public") return;
      const given =
        authorization === undefined ? undefined : /^Bearer (\S+)$/i.exec(authorization)?.[1];
      const digest = given === undefined ? undefined : digestOf(given);
      if (digest !== undefined && timingSafeEqual(digest, operator)) return;
      if (digest === undefined || !timingSafeEqual(digest, reader)) {
        throw new CosmoError("KEY_REFUSED", "This needs a key that the server knows", {
          hint: "Send `Authorization: Bearer KEY` with the reader's or the operator's key.",
          httpStatus: 401,
        });
      }
      if (role === "operator") {
        throw new CosmoError("KEY_REFUSED", "This needs the operator's key", {
          hint: "Send the operator's key; the reader's is for look-ups alone.",
          httpStatus: 403,
        });
      }
    },
  };
}

/**
 * Whether a `Host` header names this machine. A page of another name that comes to mean 127.0.0.1 (DNS
 * rebinding) may read what answers to any name; its browser sends that name. No browser sends none.
 */
const isLoopbackHost = (host: string | undefined): boolean => {
  if (host === undefined) return true;
  const [, name = ""] = /^(\[[^\]]*\]|[^:]*)(?::\d+)?$/.exec(host) ?? [];
  return isLoopback(name.toLowerCase().replace(/^\[(.*)\]$/, "$1"));
};

const digestOf = (key: string): Buffer => createHash("sha256").update(key).digest();

function keyOf(
  setting: string,
  written: string | null,
  variables: Readonly<Record<string, string | undefined>>,
): Buffer {
  if (written === null) {
    throw new CosmoError(
      "SERVER_KEY_MISSING",
      `server.${setting} is not set, but the other key is`,
      {
        hint: `Set both in cosmo.yaml: server.${setting} too names an environment variable.`,
        exitCode: 2,
      },
    );
  }
  const variable = variableName(written);
  const key = variables[variable];
  if (key === undefined || !/^[\x21-\x7e]{16,}$/.test(key)) {
    const what =
      key === undefined
        ? "is not set"
        : "has less than 16 signs, or one that is not ASCII, or a space";
    throw new CosmoError("SERVER_KEY_MISSING", `The environment variable ${variable} ${what}`, {
      hint: `Set it, such as by \`export ${variable}=$(openssl rand -hex 32)\`, and start again.`,
      exitCode: 2,
    });
  }
  return digestOf(key);
}

const sameKeys = (): CosmoError =>
  new CosmoError("SERVER_KEYS_EQUAL", "The reader's and the operator's key are the same", {
    hint: "Give each its own, such as by `openssl rand -hex 32`: with one key every reader is an operator.",
    exitCode: 2,
  });

const hostRefused = (): CosmoError =>
  new CosmoError(
    "HOST_REFUSED",
    "Without keys the server answers to this machine's own names alone",
    {
      hint: "Ask http://127.0.0.1 or http://localhost with its port; for another name set server.reader-key and server.operator-key in cosmo.yaml.",
      httpStatus: 403,
    },
  );

const unprotected = (host: string): CosmoError =>
  new CosmoError(
    "SERVER_UNPROTECTED",
    `Without keys the server does not listen on ${host}: others could reach it`,
    {
      hint: "Set server.reader-key and server.operator-key in cosmo.yaml, or listen on 127.0.0.1.",
      exitCode: 2,
    },
  );
