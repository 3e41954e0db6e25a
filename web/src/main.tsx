import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { watchPlaces } from "./routes/places.ts";
import { watchReadiness } from "./server/watch-readiness.ts";

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no element #page");
watchPlaces();
watchReadiness();
createRoot(page).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
