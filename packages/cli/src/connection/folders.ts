import { homedir } from "node:os";
import { join } from "node:path";
import type { EnvironmentVariables } from "../terminal.ts";

const application = "high-mobility";

/** Returns the folder of the user's settings: the XDG folder on Unix, `%APPDATA%` on Windows. */
export function configFolder(
  variables: EnvironmentVariables,
  platform: NodeJS.Platform = process.platform,
): string {
  const { XDG_CONFIG_HOME: xdg, APPDATA: appData } = variables;
  if (platform === "win32") return join(appData || join(home(variables), "AppData", "Roaming"), application);
  return join(xdg || join(home(variables), ".config"), application);
}

/** Returns the folder for files that can be created again, such as the state of the emulator. */
export function stateFolder(
  variables: EnvironmentVariables,
  platform: NodeJS.Platform = process.platform,
): string {
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: localAppData } = variables;
  if (platform === "win32")
    return join(localAppData || join(home(variables), "AppData", "Local"), application);
  return join(xdg || join(home(variables), ".local", "state"), application);
}

function home({ HOME: folder, USERPROFILE: profile }: EnvironmentVariables): string {
  return folder || profile || homedir();
}
