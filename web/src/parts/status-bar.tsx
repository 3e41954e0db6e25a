import { keyStore, rememberKey } from "../server/key.ts";
import { readinessStore } from "../server/readiness.ts";
import { servedVersionStore } from "../server/served-version.ts";
import { shownStore } from "../server/shown.ts";
import { useStore } from "../server/use-store.ts";

/** Always in sight: which graph version is on the screen, and whether the server has another by now. */
export function StatusBar() {
  const served = useStore(servedVersionStore);
  const shown = useStore(shownStore);
  const key = useStore(keyStore);
  const readiness = useStore(readinessStore);
  const version = shown?.version ?? served;
  const isBehind = shown !== null && served !== null && shown.version !== served;
  return (
    <footer className="status">
      <div className="width">
        <p>
          {version === null ? (
            readiness === "noGraph" ? (
              "No graph published yet"
            ) : (
              "Graph –"
            )
          ) : (
            <>
              <span className="label">Graph</span> <code>{version}</code>
            </>
          )}
        </p>
        <p className="newer" role="status">
          {readiness === "gone" && <span className="away">The server does not answer</span>}
          {readiness !== "gone" && isBehind && (
            <>
              <span>
                Now served: <code>{served}</code>
              </span>{" "}
              <button type="button" onClick={shown.refresh}>
                Show it
              </button>
            </>
          )}
        </p>
        {key !== null && (
          <button type="button" className="forget" onClick={() => rememberKey(null)}>
            Forget the key
          </button>
        )}
      </div>
    </footer>
  );
}
