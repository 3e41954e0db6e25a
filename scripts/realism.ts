// How like real logs the simulated ones are, as one JSON document of counts and shares; with --plots also as SVG,
// and with --page in the tables of a page, which needs all the real data.
//   node scripts/realism.ts [--plots FOLDER] [--page FILE] [--shop FOLDER] [--data FOLDER]
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { usualSettings } from "../src/simulation/read-shop.ts";
import { fourDigits } from "./four-digits.ts";
import { completeReal } from "./realism/complete-figures.ts";
import { rewritePage } from "./realism/page.ts";
import { writePlots } from "./realism/plots.ts";
import { published } from "./realism/published.ts";
import { realFigures } from "./realism/real-data.ts";
import { simulatedFigures } from "./realism/simulated.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values: options } = parseArgs({
  options: {
    plots: { type: "string" },
    page: { type: "string" },
    shop: { type: "string", default: join(root, "samples/shop") },
    data: { type: "string", default: join(root, "../shared/data") },
  },
});

const real = await realFigures(options.data);
// Said before the minute that the rest takes, and before anything is written.
const complete = options.page === undefined ? undefined : completeReal(real);
const usual = await simulatedFigures(options.shop, usualSettings);
const harsh = await simulatedFigures(options.shop, "simulation-harsh.yaml");
if (options.page !== undefined && complete !== undefined) {
  await rewritePage(options.page, { usual, harsh, real: complete });
}
if (options.plots !== undefined) await writePlots(options.plots, { usual, harsh, real });

process.stdout.write(`${JSON.stringify({ usual, harsh, real, published }, fourDigits, 2)}\n`);
