import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const cli: string = fileURLToPath(new URL("../../src/command/cli.ts", import.meta.url));
const repository = fileURLToPath(new URL("../../../..", import.meta.url));

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A separate folder in which the command line works. */
export interface Checkout {
  readonly root: string;
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
  /** Copies a folder of the repository. */
  readonly copy: (folder: string) => Promise<void>;
  /** Returns every file below the folder, with its text. */
  readonly contents: () => Promise<Record<string, string>>;
  readonly codegen: (...args: string[]) => Promise<CommandResult>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export async function createCheckout(files: Readonly<Record<string, string>> = {}): Promise<Checkout> {
  const root = await mkdtemp(join(tmpdir(), "codegen-"));
  const write: Checkout["write"] = async (added) => {
    for (const [path, text] of Object.entries(added)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  };
  await write(files);
  return {
    root,
    write,
    copy: (folder) => cp(join(repository, folder), join(root, folder), { recursive: true }),
    contents: () => contentsOf(root),
    codegen: (...args) => run([cli, ...args], { cwd: root }),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

async function contentsOf(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (file) => [file, await readFile(file, "utf8")] as const)),
  );
}

/** Runs Node with the arguments, and returns any exit code. */
export function run(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, ...(cwd === undefined ? {} : { cwd }) };
    execFile(process.execPath, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
      resolve({ code, stdout, stderr });
    });
  });
}
