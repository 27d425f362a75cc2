#!/usr/bin/env node
import module from "node:module";
import { runCommand } from "./run-command.ts";

// The TypeScript compiler has 9 MB of source. Node 22.8 and later cache the compiled code.
module.enableCompileCache?.();

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
