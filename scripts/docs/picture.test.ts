import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { drawPicture, pictureFile } from "./picture.ts";

test("the picture of the README shows its first program and what it prints", async () => {
  const picture = await drawPicture();
  expect(picture).toContain("kilometers");
  expect(readFileSync(pictureFile, "utf8")).toBe(picture);
});
