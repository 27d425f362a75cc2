// Puts the packed packages and their dependencies into a folder, and bundles programs with them.
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";

const ours = ["schema", "auth", "vehicle-data", "push", "client", "emulator"];

/** Packs and unpacks the packages; the sources of the workspace cannot be imported from there. */
export function unpackPackages(folder: string): void {
  execFileSync("pnpm", ["build"], { stdio: ["ignore", "ignore", "inherit"] });
  for (const name of ours) {
    const target = join(folder, "node_modules/@high-mobility-ts", name);
    mkdirSync(target, { recursive: true });
    execFileSync("pnpm", ["pack", "--pack-destination", folder], {
      cwd: `packages/${name}`,
      stdio: "ignore",
    });
    const [tarball = ""] = globSync(join(folder, `high-mobility-ts-${name}-*.tgz`));
    execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", target]);
  }
  const dependencies = Object.fromEntries(ours.map((name) => [`@high-mobility-ts/${name}`, "*"]));
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies }),
  );
  for (const dependency of ["auth/node_modules/jose", "client/node_modules/openapi-fetch"])
    cpSync(realpathSync(`packages/${dependency}`), join(folder, "node_modules", basename(dependency)), {
      recursive: true,
    });
  // The package is a link, because its dependencies are next to the original.
  symlinkSync(realpathSync("packages/push/node_modules/mqtt"), join(folder, "node_modules/mqtt"));
}

/** A program with the packages as imports, for runtimes that find them in the folder. */
export async function transpile(program: string, folder: string): Promise<string> {
  const outfile = join(folder, `${program}.mjs`);
  const entryPoints = [`scripts/runtimes/${program}.ts`];
  await build({ entryPoints, outfile, bundle: true, packages: "external", format: "esm", target: "es2022" });
  return outfile;
}

/**
 * One file without imports, for workers and pages. The emulator is not tested here, and has its own
 * dependencies.
 */
export async function bundle(program: string, folder: string): Promise<string> {
  const outfile = join(folder, `${program}.bundle.mjs`);
  await build({
    entryPoints: [await transpile(program, folder)],
    outfile,
    bundle: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    nodePaths: [resolve("packages/emulator/node_modules"), resolve("packages/client/node_modules")],
  });
  return outfile;
}
