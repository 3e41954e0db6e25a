// Makes package-lock.json whole. Run it after every `npm install`.
//
// A registry mirror may lack packages for other platforms. npm then leaves them out of the lock,
// and `npm ci` refuses that lock ("Missing: … from lock file"). This adds an entry, without a
// checksum, for each optional package that is named but absent; npm skips it where os or cpu differ.
// It also takes out the GPU builds of node-llama-cpp: 640 MB that a run on the CPU never loads.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const gpuBuild = /^@node-llama-cpp\/.*-(cuda|cuda-ext|vulkan)$/;
const operatingSystems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["x64", "arm64", "arm", "ia32", "ppc64", "riscv64", "s390x"];

/** The platform that a package such as `@x/linux-arm64-musl` is built for, read from its name. */
function platformOf(name) {
  const aliases = { mac: "darwin", win: "win32" };
  const words = name.split(/[/-]/).map((word) => aliases[word] ?? word);
  const os = operatingSystems.find((word) => words.includes(word));
  const cpu =
    processors.find((word) => words.includes(word)) ??
    (words.includes("armv7l") ? "arm" : undefined);
  const libc = words.find((word) => word === "musl" || word === "gnu");
  if (os === undefined || cpu === undefined) return undefined;
  const platform = { cpu: [cpu], os: [os] };
  return os === "linux" && libc
    ? { ...platform, libc: [libc === "gnu" ? "glibc" : libc] }
    : platform;
}

/** Mends a parsed lock in place; returns what was added and what was removed, by package name. */
export function mendLock(lock) {
  const added = [];
  const removed = [];
  const { packages } = lock;
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (gpuBuild.test(name)) {
        delete entry.optionalDependencies[name];
        delete packages[`node_modules/${name}`];
        removed.push(name);
        continue;
      }
      if (packages[`node_modules/${name}`] || packages[`${path}/node_modules/${name}`]) continue;
      const platform = platformOf(name);
      if (platform === undefined) throw new Error(`mend-lock: no platform in the name ${name}`);
      packages[`node_modules/${name}`] = { version, ...platform, dev: entry.dev, optional: true };
      added.push(name);
    }
  }
  lock.packages = Object.fromEntries(
    Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  return { added, removed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL("../package-lock.json", import.meta.url);
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const { added, removed } = mendLock(lock);
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
  console.log(`mend-lock: added ${added.length}, removed ${removed.length}`);
}
