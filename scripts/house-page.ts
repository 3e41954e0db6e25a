// Draws the house as the imports give it, beside the plan, into docs/house.md: `npm run docs`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { plannedRooms } from "./import-table.ts";
import { referencesOf } from "./module-references.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = new URL("../docs/house.md", import.meta.url);

/** Which rooms each room of src imports, without tests. */
function measureHouse(): ReadonlyMap<string, ReadonlySet<string>> {
  const house = new Map<string, Set<string>>();
  const names = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  for (const name of names.filter((one) => /(?<!\.test|-for-tests)\.ts$/.test(one)).toSorted()) {
    const file = posix.join("src", ...name.split(sep));
    const own = roomOf(file);
    const imports = house.get(own) ?? new Set();
    house.set(own, imports);
    for (const { specifier } of referencesOf(readFileSync(join(root, file), "utf8")).modules) {
      if (!specifier?.startsWith(".")) continue;
      const target = posix.join(posix.dirname(file), specifier);
      if (target.startsWith("src/") && roomOf(target) !== own) imports.add(roomOf(target));
    }
  }
  return house;
}

const roomOf = (file: string): string => file.split("/")[1] ?? "";

/** `graph` and `end` are words of the drawing language. */
const boxId = (room: string): string => `room-${room}`;

/** Rooms that nearly every other stands on; their arrows would hide the others. */
const ground = ["domain"];

/** The whole page. */
export function housePage(): string {
  const house = measureHouse();
  const layers = plannedRooms.map((rooms, layer) => {
    const built = rooms.filter((room) => house.has(room));
    const boxes = built.map((room) => `    ${boxId(room)}["${room}"]`);
    return built.length === 0
      ? ""
      : `  subgraph layer${layer}["layer ${layer}"]\n${boxes.join("\n")}\n  end\n`;
  });
  const arrows = [...house].flatMap(([room, imports]) =>
    [...imports]
      .filter((other) => !ground.includes(other))
      .map((other) => `  ${boxId(room)} --> ${boxId(other)}`),
  );
  const rows = plannedRooms.flatMap((rooms, layer) =>
    rooms.map((name) => {
      const imports = house.get(name);
      const arrowsOut = imports ? [...imports].toSorted().join(", ") || "–" : "";
      return `| ${layer} | ${name} | ${imports ? "yes" : "not yet"} | ${arrowsOut} |`;
    }),
  );
  return `# The house as it stands

Made from the imports of \`src\` by \`npm run docs\`, without tests. Beside it the plan: every room that is
foreseen, by layer. A room imports only from lower layers (and \`learning\` from \`artifact\`);
\`scripts/import-rule.ts\` checks it. What was changed in the plan, and why:
[decision 3](decisions/0003-what-changed-in-the-plan.md). Arrows to \`domain\`, on which all stand, are left out.

\`\`\`mermaid
flowchart TB
${layers.toReversed().join("")}${arrows.join("\n")}
\`\`\`

| layer | planned room | built | imports |
|---|---|---|---|
${rows.join("\n")}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, housePage());

/** The page as it lies in docs. */
export const writtenHousePage = (): string => readFileSync(page, "utf8");
