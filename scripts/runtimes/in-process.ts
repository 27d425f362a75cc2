// Runs the scenario in Node, Bun and Deno: the settings are arguments, and the steps are written to standard
// output.
import { runMqttScenario } from "./mqtt-scenario.ts";
import { runScenario } from "./scenario.ts";

const [setting = "", mqttSetting = ""] = process.argv.slice(2);
const steps = [
  ...(await runScenario(JSON.parse(setting))),
  ...(await runMqttScenario(JSON.parse(mqttSetting))),
];
console.log(JSON.stringify(steps));
