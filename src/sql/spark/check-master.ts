import { once } from "node:events";
import { connect } from "node:net";
import { sparkUnreachable } from "./spark-error.ts";

const patienceMs = 5000;

/**
 * Whether somebody listens where a standalone master should be: Spark itself would try for a minute. Other
 * masters it knows how to find are left to it.
 * @throws CosmoError SPARK_UNREACHABLE
 */
export async function checkMaster(master: string): Promise<void> {
  const [, addresses] = /^spark:\/\/(.+)$/.exec(master) ?? [];
  if (addresses === undefined) return;
  try {
    await Promise.any(addresses.split(",").map(reach));
  } catch (error) {
    const reasons = (error as AggregateError).errors.map(({ message }: Error) => message);
    throw sparkUnreachable(master, `nobody answers (${reasons.join("; ")})`, error);
  }
}

async function reach(address: string): Promise<void> {
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replaceAll(/[[\]]/g, "");
  const socket = connect({ host, port: Number(address.slice(colon + 1)) });
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(patienceMs) });
  } finally {
    socket.destroy();
  }
}
