// Draws the picture of the README: its first program and the output of this program on the emulator.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createEmulator } from "@high-mobility-ts/emulator";

const root = join(import.meta.dirname, "../..");
export const pictureFile = join(root, "docs/public/first-program.svg");

/** Returns the picture as SVG. The vehicles' clock stands still, so that the picture is always the same. */
export async function drawPicture(): Promise<string> {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const code = /^```ts\n([\s\S]*?)^```/m.exec(readme)?.[1];
  if (code === undefined) throw new Error("README.md has no program.");
  return svgOf(code.trimEnd().split("\n"), (await run(code)).trimEnd().split("\n"));
}

async function run(code: string): Promise<string> {
  const folder = join(root, "node_modules/.picture");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "first.mjs");
  writeFileSync(file, code);
  const now = Date.UTC(2026, 0, 15, 12);
  const emulator = createEmulator({
    apps: [{ clientId: "demo-app", clientSecret: "try-it" }],
    clock: { now: () => now },
    wallClock: { now: Date.now },
    approvalDelayMs: 0,
  });
  const server = await emulator.listen();
  try {
    return await outputOf(file, {
      ...process.env,
      HM_BASE_URL: server.url,
      HM_CLIENT_ID: "demo-app",
      HM_CLIENT_SECRET: "try-it",
      HM_ENVIRONMENT: "",
    });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

function outputOf(file: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.once("close", (status) =>
      status === 0 ? resolve(output) : reject(new Error(`The program of the README ended with ${status}.`)),
    );
  });
}

const lineHeight = 20;
const padding = 20;

function svgOf(code: readonly string[], output: readonly string[]): string {
  const lines = [
    ...code.map((text) => ({ text, kind: "code" })),
    { text: "", kind: "code" },
    { text: "$ node first.mjs", kind: "prompt" },
    ...output.map((text) => ({ text, kind: "output" })),
  ];
  const width = Math.max(...lines.map(({ text }) => text.length)) * 8.4 + 2 * padding;
  const height = lines.length * lineHeight + 2 * padding;
  const drawn = lines.map(
    ({ text, kind }, index) =>
      `<text class="${kind}" x="${padding}" y="${padding + (index + 0.75) * lineHeight}" xml:space="preserve">${escapeXml(text)}</text>`,
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" role="img" aria-label="A program of a few lines, and the odometer that it prints">`,
    `<style>text { font: 14px ui-monospace, Menlo, Consolas, monospace; fill: #e7ecf2 } .prompt { fill: #9dabba } .output { fill: #63d18d }</style>`,
    `<rect width="100%" height="100%" rx="8" fill="#161d26"/>`,
    ...drawn,
    "</svg>",
  ].join("\n")}\n`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
