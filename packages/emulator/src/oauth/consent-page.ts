import type { App } from "../options.ts";

interface ConsentPage {
  readonly app?: App;
  readonly scopes?: readonly string[];
  /** The parameters of the page, which are sent with the form. */
  readonly fields?: Readonly<Record<string, string>>;
  /** VINs to choose from. The user can also type another VIN. */
  readonly vins?: readonly string[];
  readonly problem?: string;
}

const own: ReadonlySet<string> = new Set(["decision", "vin"]);

/**
 * Returns the page on which an owner allows or denies access to the data of a vehicle. It has one form and no script.
 */
export function consentPage({ app, scopes = [], fields = {}, vins = [], problem }: ConsentPage): string {
  const alert = problem === undefined ? "" : `<p role="alert">${escapeHtml(problem)}</p>`;
  const hidden = Object.entries(fields)
    .filter(([name]) => !own.has(name))
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`);
  const form = app
    ? `<p><strong>${escapeHtml(app.clientId)}</strong> asks for ${escapeHtml(scopes.join(", "))}.</p>
<form method="post">
${hidden.join("\n")}
<label>VIN <input name="vin" list="vins" required minlength="17" maxlength="17" value="${escapeHtml(fields["vin"] ?? "")}"></label>
<datalist id="vins">${vins.map((vin) => `<option value="${escapeHtml(vin)}"></option>`).join("")}</datalist>
<button name="decision" value="approve">Allow</button>
<button name="decision" value="deny" formnovalidate>Deny</button>
</form>`
    : "";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Share vehicle data</title>
<style>body { font: 16px/1.5 system-ui; max-width: 32rem; margin: 3rem auto; padding: 0 1rem }</style>
<h1>Share vehicle data</h1>
${alert}
${form}
</html>
`;
}

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
