import { formatYaml } from "../source/format-yaml.ts";
import type { OverlayAction } from "./problem.ts";

/** Returns the actions as lines for the end of an overlay, whose last member is the list of actions. */
export function overlayText(actions: readonly OverlayAction[]): string {
  const text = formatYaml(
    actions.map(({ target, update, remove }) => ({
      target,
      ...(update === undefined ? {} : { update }),
      ...(remove === undefined ? {} : { remove }),
    })),
    [],
  );
  return text.replaceAll(/^(?=.)/gm, "  ");
}
