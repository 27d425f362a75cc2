// A picture for each benchmark: where ours stands beside each peer, on one scale of ratios.
import type { Outcome } from "./benchmark.ts";
import { number } from "./print.ts";
import { type Spread, summarize, type Table } from "./table.ts";

const width = 760;
const labelWidth = 330;
const rowHeight = 18;
const headHeight = 24;
const top = 46;
const plotWidth = width - labelWidth - 80;

interface PlotRow {
  readonly name: string;
  /** What ours takes of what the peer takes: below 1 ours is better, whatever is measured. */
  readonly share: Spread;
}

interface PlotGroup {
  readonly title: string;
  readonly rows: readonly PlotRow[];
}

/**
 * Returns an SVG image that compares ours with its peers: one row for each, a dot at the median ratio and a line over its
 * spread. Left of the middle ours takes less. Returns undefined if a benchmark has no peers.
 */
export function plot({ name, measures, tables }: Outcome): string | undefined {
  const groups = tables.flatMap(groupOf);
  if (groups.length === 0) return undefined;
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const height = top + rows * rowHeight + groups.length * headHeight + 12;
  const scale = scaleOf(groups);
  const parts: string[] = [];
  let y = top;
  for (const group of groups) {
    parts.push(`<text class="head" x="12" y="${y + 16}">${escapeXml(group.title)}</text>`);
    y += headHeight;
    for (const row of group.rows) {
      parts.push(drawRow(row, y + rowHeight / 2, scale));
      y += rowHeight;
    }
  }
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(`${name}: ${measures}`)}">`,
    `<style>${style}</style>`,
    `<rect class="paper" width="${width}" height="${height}" rx="6"/>`,
    ...drawAxis(scale, height),
    ...parts,
    "</svg>",
  ].join("\n")}\n`;
}

function groupOf(table: Table): PlotGroup[] {
  const rows = summarize(table).flatMap(({ name, ratio }) =>
    ratio ? [{ name, share: table.better === "less" ? ratio : inverted(ratio) }] : [],
  );
  return rows.length === 0 ? [] : [{ title: table.title, rows }];
}

function inverted({ median, least, greatest }: Spread): Spread {
  return { median: 1 / median, least: 1 / greatest, greatest: 1 / least };
}

interface PlotScale {
  /** The greatest power of two on the axis; the least is its inverse. */
  readonly reach: number;
  x(share: number): number;
}

/** The same distance to both sides of 1, wide enough for every median, at most 64 times. */
function scaleOf(groups: readonly PlotGroup[]): PlotScale {
  const medians = groups.flatMap(({ rows }) => rows.map(({ share }) => Math.abs(Math.log2(share.median))));
  const reach = Math.min(6, Math.max(1, Math.ceil(Math.max(...medians.filter(Number.isFinite), 0))));
  return {
    reach,
    x: (share) => {
      const log = Math.max(-reach, Math.min(reach, Math.log2(share)));
      return round(labelWidth + ((log + reach) / (2 * reach)) * plotWidth);
    },
  };
}

function drawAxis({ reach, x }: PlotScale, height: number): string[] {
  const middle = x(1);
  const lines = Array.from({ length: 2 * reach + 1 }, (_, index) => 2 ** (index - reach));
  return [
    `<text class="side" x="${middle - 10}" y="18" text-anchor="end">ours takes less</text>`,
    `<text class="side" x="${middle + 10}" y="18">ours takes more</text>`,
    ...lines.flatMap((share) => [
      `<line class="${share === 1 ? "one" : "grid"}" x1="${x(share)}" x2="${x(share)}" y1="40" y2="${height - 8}"/>`,
      `<text class="tick" x="${x(share)}" y="34">${share < 1 ? `1/${1 / share}` : share} ×</text>`,
    ]),
  ];
}

function drawRow({ name, share }: PlotRow, y: number, { x, reach }: PlotScale): string {
  const kind = share.median > 1.05 ? "more" : share.median < 0.95 ? "less" : "same";
  const isOutside = Math.abs(Math.log2(share.median)) > reach;
  return [
    `<text class="label" x="${labelWidth - 14}" y="${y + 4}">${escapeXml(shortened(name))}</text>`,
    `<line class="spread ${kind}" x1="${x(share.least)}" x2="${x(share.greatest)}" y1="${y}" y2="${y}"/>`,
    `<circle class="${kind}" cx="${x(share.median)}" cy="${y}" r="4.5"/>`,
    `<text class="value" x="${width - 12}" y="${y + 4}">${number(share.median)} ×${isOutside ? " →" : ""}</text>`,
  ].join("");
}

function shortened(name: string): string {
  return name.length > 46 ? `${name.slice(0, 45)}…` : name;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const style = [
  "text{font:12px system-ui,sans-serif;fill:#24292f}",
  ".paper{fill:#fff}.head{font-weight:600}.label,.value{text-anchor:end}.tick{text-anchor:middle;font-size:10px;fill:#57606a}",
  ".side{font-size:11px;fill:#57606a}.grid{stroke:#d0d7de}.one{stroke:#57606a;stroke-width:1.5}",
  ".spread{stroke-width:2;opacity:.5}",
  "circle.less{fill:#1a7f37}.spread.less{stroke:#1a7f37}circle.more{fill:#bc4c00}.spread.more{stroke:#bc4c00}circle.same{fill:#57606a}.spread.same{stroke:#57606a}",
  "@media (prefers-color-scheme:dark){text{fill:#e6edf3}.paper{fill:#0d1117}.tick,.side{fill:#9198a1}.grid{stroke:#30363d}.one{stroke:#9198a1}",
  "circle.less{fill:#3fb950}.spread.less{stroke:#3fb950}circle.more{fill:#f0883e}.spread.more{stroke:#f0883e}circle.same{fill:#9198a1}.spread.same{stroke:#9198a1}}",
].join("");
