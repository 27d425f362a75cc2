import type { App } from "../options.ts";

interface ConsentPage {
  readonly app?: App;
  readonly scopes?: readonly string[];
  /** The parameters of the page, which are sent with the form. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Vehicles to choose from. The user can also type another VIN. */
  readonly vehicles?: readonly SuggestedVehicle[];
  readonly problem?: string;
}

const own: ReadonlySet<string> = new Set(["decision", "vin"]);

/**
 * Returns the page on which an owner allows or denies access to the data of a vehicle. It has one form and no script.
 */
export function consentPage({ app, scopes = [], fields = {}, vehicles = [], problem }: ConsentPage): string {
  const alert = problem === undefined ? "" : `<p role="alert">${escapeHtml(problem)}</p>`;
  const hidden = Object.entries(fields)
    .filter(([name]) => !own.has(name))
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`);
  const form = app
    ? `<p>The application <strong>${escapeHtml(app.clientId)}</strong> asks for:</p>
<ul>${readableScopes(scopes)
        .map((scope) => `<li>${escapeHtml(scope)}</li>`)
        .join("")}</ul>
<form method="post">
${hidden.join("\n")}
<label for="vin">Vehicle identification number (VIN)</label>
<input id="vin" name="vin" list="vins" required minlength="17" maxlength="17" autocomplete="off" spellcheck="false" value="${escapeHtml(fields["vin"] ?? "")}">
<datalist id="vins">${vehicles.map(({ vin, brand }) => `<option value="${escapeHtml(vin)}">${escapeHtml(brand ?? "any brand")}</option>`).join("")}</datalist>
<p class="muted">You can withdraw the consent at any time.</p>
<div class="buttons">
<button class="primary" name="decision" value="approve">Allow</button>
<button name="decision" value="deny" formnovalidate>Deny</button>
</div>
</form>`
    : "";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Share vehicle data</title>
<meta name="color-scheme" content="light dark">
<style>${style}</style>
<main>
<h1>Share vehicle data</h1>
${alert}
${form}
</main>
</html>
`;
}

/** A vehicle that the page suggests. */
export interface SuggestedVehicle {
  readonly vin: string;
  readonly brand?: string | undefined;
}

/** Returns scopes in words: `diagnostics.get.odometer` is "Diagnostics: odometer". */
function readableScopes(scopes: readonly string[]): readonly string[] {
  return scopes.map((scope) => {
    if (scope === "vehicle:data") return "All data of the vehicle";
    const [, capability = "", property = ""] = /^(\w+)\.get\.(\w+)$/.exec(scope) ?? [];
    if (capability === "") return scope;
    const words = capability.replaceAll("_", " ");
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${property.replaceAll("_", " ")}`;
  });
}

/** The design of the emulator's own page. */
const style = `
:root { --page: #f3f5f8; --panel: #fff; --text: #16202c; --muted: #55606f; --line: #d6dce4; --accent: #0b5fc4; --on-accent: #fff; --bad: #b3261e }
@media (prefers-color-scheme: dark) {
  :root { --page: #0e131a; --panel: #161d26; --text: #e7ecf2; --muted: #9dabba; --line: #2b3643; --accent: #74b3ff; --on-accent: #0a1420; --bad: #ff9087 }
}
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 32rem; margin: 3rem auto; padding: 1.5rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--panel) }
h1 { margin: 0 0 1rem; font-size: 1.25rem }
ul { max-height: 12rem; overflow: auto; padding-left: 1.25rem }
label { display: block; margin-bottom: 0.25rem }
input { box-sizing: border-box; width: 100%; padding: 0.5rem; border: 1px solid var(--muted); border-radius: 0.25rem; background: var(--page); color: inherit; font: inherit }
.buttons { display: flex; gap: 0.5rem }
button { padding: 0.5rem 1.25rem; border: 1px solid var(--muted); border-radius: 0.25rem; background: none; color: inherit; font: inherit; cursor: pointer }
button.primary { border-color: transparent; background: var(--accent); color: var(--on-accent) }
.muted { color: var(--muted) }
[role="alert"] { color: var(--bad) }
@media (max-width: 34rem) { main { margin: 0; border: 0; min-height: 100vh; border-radius: 0 } }
`;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
