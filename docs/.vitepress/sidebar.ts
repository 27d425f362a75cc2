import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface SidebarLink {
  readonly text: string;
  readonly link: string;
}

const packages = ["client", "push", "cli", "auth", "vehicle-data", "emulator", "schema", "codegen"];

export const packageLinks: SidebarLink[] = packages.map((name) => ({
  text: name,
  link: `/packages/${name}/`,
}));

export const guideLinks: SidebarLink[] = [
  { text: "Clear a fleet from a CSV", link: "/guide/fleet" },
  { text: "Read vehicles", link: "/guide/read" },
  { text: "Receive messages, webhooks, files", link: "/guide/push" },
  { text: "Ask a driver for consent", link: "/guide/consent" },
  { text: "Run many processes", link: "/guide/processes" },
  { text: "Test an app", link: "/guide/testing" },
  { text: "Handle errors", link: "/guide/errors" },
  { text: "When the specification changes", link: "/guide/specification" },
  { text: "Move from HMKit", link: "/guide/migrate" },
  { text: "TypeScript and runtimes", link: "/guide/runtimes" },
];

const decisions = join(import.meta.dirname, "../decisions");

export const decisionLinks: SidebarLink[] = readdirSync(decisions)
  .sort()
  .map((file) => {
    const [title = file] = readFileSync(join(decisions, file), "utf8").split("\n");
    return { text: title.replace(/^# /, ""), link: `/decisions/${file.replace(/\.md$/, "")}` };
  });
