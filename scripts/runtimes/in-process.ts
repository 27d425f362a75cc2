// Node, Bun and Deno: the setting comes as an argument, the steps go to standard output.
import { runScenario } from "./scenario.ts";

const [setting = ""] = process.argv.slice(2);
console.log(JSON.stringify(await runScenario(JSON.parse(setting))));
