import type { Route } from "../routes/route.ts";
import { Mark } from "./mark.tsx";
import { SearchBox } from "./search-box.tsx";

const views = [
  { view: "run", address: "#/run", words: "Last run" },
  { view: "mining", address: "#/mining", words: "Mining" },
  { view: "versions", address: "#/versions", words: "Versions" },
] as const;

export function PageHeader({ route }: { route: Route }) {
  return (
    <header className="top">
      <div className="width">
        <a className="home" href="#/" aria-current={route.view === "home" ? "page" : undefined}>
          <Mark />
          cosmo
        </a>
        <SearchBox asked={route.view === "query" ? route.text : ""} />
        <nav aria-label="Views">
          {views.map(({ view, address, words }) => (
            <a key={view} href={address} aria-current={route.view === view ? "page" : undefined}>
              {words}
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}
