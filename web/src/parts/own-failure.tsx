import { Component, type ReactNode } from "react";

interface Properties {
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

/** Where the page itself fails, it says so instead of going blank. The search and the links stay. */
export class OwnFailure extends Component<Properties, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <section className="failure" role="alert">
        <h1>The page itself failed</h1>
        <p>{error.message}</p>
        <p className="hint">
          Reload it. If it fails again, the server and the page may be of different versions of
          cosmo: start <code>npm run cosmo -- serve</code> anew, which builds the page.
        </p>
        <button type="button" onClick={() => window.location.reload()}>
          Reload
        </button>
      </section>
    );
  }
}
