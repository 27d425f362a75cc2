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

const decisions = join(import.meta.dirname, "../decisions");

export const decisionLinks: SidebarLink[] = readdirSync(decisions)
  .sort()
  .map((file) => {
    const [title = file] = readFileSync(join(decisions, file), "utf8").split("\n");
    return { text: title.replace(/^# /, ""), link: `/decisions/${file.replace(/\.md$/, "")}` };
  });
