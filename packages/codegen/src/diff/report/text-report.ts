import { styleText } from "node:util";
import { visibleText } from "../../source/escape.ts";
import { describeWhere, type Where } from "../codes/change.ts";
import type { Level } from "../codes/change-rule.ts";
import type { Comparison } from "../compare/compare-apis.ts";
import { byOperation, otherPlaces, summary, unknownText, valuesText } from "./summary.ts";

const colours: Readonly<Record<Level, "red" | "yellow" | "green">> = {
  major: "red",
  minor: "yellow",
  patch: "green",
};

export interface TextOptions {
  /** Whether the text is for a terminal with colours. */
  readonly colour: boolean;
}

/** Returns the report for a terminal: grouped by operation, with a summary in the last line. */
export function textReport({ changes, unknown }: Comparison, { colour }: TextOptions): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const groups = byOperation(changes).map(([operation, group]) =>
    [
      paint("bold", visibleText(operation)),
      ...group.flatMap((change) => {
        const values = valuesText(change);
        const code = `${change.code}${values === "" ? "" : `: ${values}`}`;
        const others = otherPlaces(change, placeText);
        return [
          `  ${paint(colours[change.level], change.level)}  ${visibleText(describeWhere(change.where))}  ${code}`,
          `         ${paint("dim", change.reason)}`,
          ...others.map((place) => `         ${paint("dim", `also at ${place}`)}`),
        ];
      }),
    ].join("\n"),
  );
  return [...groups, ...unknownText(unknown, visibleText), summary(changes)].join("\n\n");
}

function placeText(place: Where): string {
  return visibleText(`${place.operation} ${describeWhere(place)}`);
}
