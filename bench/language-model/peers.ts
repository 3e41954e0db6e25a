import { mkdirSync } from "node:fs";
import { installedPeer, pythonWith, runInstaller } from "../installed-peer.ts";

const distilabelVersion = "1.5.3";
const openAiVersion = "6.1.0";

/** A Python with distilabel in it; undefined, and said, where that cannot be had. */
export const distilabelPython = (tell: (line: string) => void): string | undefined =>
  pythonWith(
    `distilabel-${distilabelVersion}`,
    [`distilabel==${distilabelVersion}`, "requests", "openai"],
    tell,
  );

/** A folder whose node_modules has the `openai` package; undefined, and said, where it cannot be had. */
export const openAiFolder = (tell: (line: string) => void): string | undefined =>
  installedPeer(`openai-${openAiVersion}`, tell, (folder) => {
    mkdirSync(folder);
    const words = ["install", "--no-save", "--silent", "--prefix", folder];
    runInstaller("npm", [...words, `openai@${openAiVersion}`]);
  });
