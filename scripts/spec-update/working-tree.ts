import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { RefusedUpdate } from "./refused-update.ts";

/** The paths that an update writes. */
const ownPaths = ["spec", "packages/schema/src", ".changeset/specification.md"] as const;

/** Runs Git. @throws {RefusedUpdate} Git fails. */
function git(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new RefusedUpdate(stderr.trim());
  return stdout;
}

function isOwn(path: string): boolean {
  return ownPaths.some((own) => path === own || path.startsWith(`${own}/`));
}

/** Returns the paths that differ from the last commit. */
function changedPaths(): readonly string[] {
  const lines = git("status", "--porcelain", "--untracked-files=all", "-z").split("\0");
  return lines.filter((line) => /^.. /.test(line)).map((line) => line.slice(3));
}

/** The file that marks a running update, outside of the working tree. */
function stateFile(): string {
  return git("rev-parse", "--git-path", "spec-update.json").trim();
}

/**
 * Records that an update is running.
 * @throws {RefusedUpdate} The working tree has changes, which a failed update could not distinguish from its
 *   own.
 */
export function beginUpdate(): void {
  const changed = changedPaths();
  if (changed.length > 0 && existsSync(stateFile()))
    throw new RefusedUpdate(
      "an update is under way; go on with `pnpm spec:update --continue`, or undo it with " +
        "`git restore spec packages/schema/src .changeset` and `git clean -d spec packages/schema/src .changeset`",
    );
  if (changed.length > 0)
    throw new RefusedUpdate(
      `the working tree has changes, which a failed update could not distinguish from its own:\n${changed.join("\n")}\ncommit or stash them`,
    );
  writeFileSync(stateFile(), "{}\n");
}

/**
 * Checks that there is an update to continue.
 * @throws {RefusedUpdate} There is no update, or the working tree has changes that no update makes.
 */
export function resumeUpdate(): void {
  if (!existsSync(stateFile())) throw new RefusedUpdate("there is no update to continue");
  const foreign = changedPaths().filter((path) => !isOwn(path));
  if (foreign.length > 0)
    throw new RefusedUpdate(
      `these changes do not belong to the update:\n${foreign.join("\n")}\ncommit or stash them`,
    );
}

export function endUpdate(): void {
  rmSync(stateFile(), { force: true });
}

/** Restores the state before the update. */
export function undoUpdate(): void {
  restore([...ownPaths]);
  endUpdate();
}

/** Restores the changeset, which every comparison writes again. */
export function restoreChangeset(): void {
  restore([".changeset/specification.md"]);
}

function restore(paths: readonly string[]): void {
  const tracked = paths.filter((path) => git("ls-files", "--", path) !== "");
  if (tracked.length > 0) git("restore", "--staged", "--worktree", "--", ...tracked);
  git("clean", "-fdq", "--", ...paths);
}

export function hasChanged(path: string): boolean {
  return git("status", "--porcelain", "--", path) !== "";
}

/** Writes a folder of the last commit into another folder. */
export function checkOutBefore(path: string, folder: string): string {
  for (const file of git("ls-tree", "-r", "-z", "--name-only", "HEAD", "--", path)
    .split("\0")
    .filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), git("show", `HEAD:${file}`));
  }
  return join(folder, path);
}
