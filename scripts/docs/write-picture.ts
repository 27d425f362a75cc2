// Writes the picture of the README: `node scripts/docs/write-picture.ts`.
import { writeFileSync } from "node:fs";
import { drawPicture, pictureFile } from "./picture.ts";

writeFileSync(pictureFile, await drawPicture());
