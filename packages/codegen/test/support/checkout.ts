import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../src/command/run-command.ts";

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
  readonly read: (file: string) => Promise<string>;
  /** Runs the command line in a process of its own. */
  readonly codegen: (...args: string[]) => Promise<CommandResult>;
  /**
   * Runs a command in this process, with the specification in `spec`. Relative paths are paths in the folder, as in
   * messages.
   */
  readonly command: (name: string, ...args: string[]) => Promise<CommandResult>;
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
    read: (file) => readFile(join(root, file), "utf8"),
    codegen: (...args) => run([cli, ...args], { cwd: root }),
    command: (name, ...args) => runIn(root, name, args),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** A worker of the tests cannot change its folder, so paths are made absolute, and relative again in the output. */
async function runIn(root: string, name: string, args: readonly string[]): Promise<CommandResult> {
  const absolute = args.map((arg) => (/^(?:-|\/|\w+:)/.test(arg) ? arg : join(root, arg)));
  const takesSpec = ["import", "bundle", "generate", "check", "reference"].includes(name);
  const spec = takesSpec && !args.includes("--spec") ? ["--spec", join(root, "spec")] : [];
  const written = { out: "", err: "" };
  const code = await runCommand([name, ...absolute, ...spec], {
    out: (text) => (written.out += text),
    err: (text) => (written.err += text),
  });
  const relative = (text: string) => text.replaceAll(`${root}/`, "");
  return { code, stdout: relative(written.out), stderr: relative(written.err) };
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
