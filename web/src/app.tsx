import { useRef } from "react";
import { OwnFailure } from "./parts/own-failure.tsx";
import { PageHeader } from "./parts/page-header.tsx";
import { SkipLink } from "./parts/skip-link.tsx";
import { StatusBar } from "./parts/status-bar.tsx";
import { type Route, routeOf } from "./routes/route.ts";
import { useAddress } from "./routes/use-address.ts";
import { EdgeView } from "./views/edge-view.tsx";
import { HomeView } from "./views/home-view.tsx";
import { IntentView } from "./views/intent-view.tsx";
import { MiningView } from "./views/mining-view.tsx";
import { ProductView } from "./views/product-view.tsx";
import { QueryView } from "./views/query-view.tsx";
import { RunView } from "./views/run-view.tsx";
import { UnknownView } from "./views/unknown-view.tsx";
import { VersionsView } from "./views/versions-view.tsx";

export function App() {
  const address = useAddress();
  const route = routeOf(address);
  const main = useRef<HTMLElement>(null);
  return (
    <>
      <SkipLink main={main} />
      <PageHeader route={route} />
      <main ref={main} tabIndex={-1} className="width">
        <OwnFailure key={address}>
          <View route={route} />
        </OwnFailure>
      </main>
      <StatusBar />
    </>
  );
}

function View({ route }: { route: Route }) {
  switch (route.view) {
    case "home":
      return <HomeView />;
    case "query":
      return <QueryView {...route} />;
    case "product":
      return <ProductView id={route.id} />;
    case "intent":
      return <IntentView id={route.id} />;
    case "edge":
      return <EdgeView id={route.id} />;
    case "run":
      return <RunView />;
    case "mining":
      return <MiningView />;
    case "versions":
      return <VersionsView />;
    case "unknown":
      return <UnknownView address={route.address} />;
  }
}
