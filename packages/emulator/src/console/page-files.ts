import { readFile } from "node:fs/promises";

const types: Readonly<Record<string, string>> = {
  "index.html": "text/html; charset=utf-8",
  "style.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml",
  "app.js": "text/javascript; charset=utf-8",
  "countries.json": "application/json; charset=utf-8",
  "details.js": "text/javascript; charset=utf-8",
  "controls.js": "text/javascript; charset=utf-8",
  "dom.js": "text/javascript; charset=utf-8",
  "format.js": "text/javascript; charset=utf-8",
  "positions.js": "text/javascript; charset=utf-8",
  "tables.js": "text/javascript; charset=utf-8",
};

// The page loads only its own files. The browser blocks inline scripts and styles, frames and other origins.
const headers: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Returns a file of the page from the folder next to this module; undefined if the page has no such file. */
export async function pageFile(name: string): Promise<Response | undefined> {
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined) return undefined;
  const content = await readFile(new URL(`page/${name}`, import.meta.url));
  return new Response(new Uint8Array(content), { headers: { ...headers, "content-type": type } });
}
