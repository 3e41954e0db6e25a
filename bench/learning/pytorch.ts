import { pythonWith } from "../installed-peer.ts";

export const pyTorchVersion = "2.15.0";

/** A Python with PyTorch in it; undefined, and said, where it cannot be had. */
export const pyTorchPython = (tell: (line: string) => void): string | undefined =>
  pythonWith(`torch-${pyTorchVersion}`, [`torch==${pyTorchVersion}`, "numpy"], tell);
