// A small Spark of this machine's own, to try mining on several workers: a master and workers of one core each.
//   npm run --silent spark-cluster [-- --port 7077 --workers 2 --memory 2g]
// Prints the address for `sql.master`; Ctrl-C ends all of it.
import { parseArgs } from "node:util";
import { startCluster } from "./spark/start-cluster.ts";
import { withClearErrors } from "./with-clear-errors.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "7077" },
    workers: { type: "string", default: "2" },
    memory: { type: "string", default: "2g" },
  },
});

await withClearErrors(async () => {
  const stop = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, resolve);
  });
  const cluster = await startCluster({
    port: Number(values.port),
    workers: Number(values.workers),
    memory: values.memory,
    log: (text) => process.stderr.write(text),
  });
  console.log(cluster.master);
  console.error(`Master: process ${cluster.masterProcessId}`);
  for (const { processId, folder } of cluster.workers) {
    console.error(`Worker: process ${processId}, in ${folder}`);
  }
  console.error("Ctrl-C ends it.");
  await stop;
  await cluster.end();
});
