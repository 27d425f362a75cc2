declare module "playground" {
  import type { Emulator } from "@high-mobility-ts/emulator";

  /** The platform of this page. Its application has five cleared vehicles; `bmw` is one of their brands. */
  export const emulator: Emulator;

  /** The VINs of the five vehicles. */
  export const vins: readonly string[];
}
