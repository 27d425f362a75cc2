// A server for the two S3 calls of the example, with the files of a folder: ListObjectsV2 and GetObject.
import { once } from "node:events";
import { createReadStream, existsSync, globSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** The page size is so small that the example must request several pages. */
const keysPerPage = 2;

export interface S3Server {
  readonly endpoint: string;
  close(): void;
}

/** Serves the files of a folder as the objects of a bucket of any name, by path: `/<bucket>/<key>`. */
export async function serveFolder(folder: string): Promise<S3Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.searchParams.get("list-type") === "2") {
      response.setHeader("content-type", "application/xml");
      response.end(listing(folder, url.searchParams));
      return;
    }
    const key = decodeURIComponent(url.pathname.split("/").slice(2).join("/"));
    if (existsSync(join(folder, key))) createReadStream(join(folder, key)).pipe(response);
    else
      response
        .writeHead(404, { "content-type": "application/xml" })
        .end("<Error><Code>NoSuchKey</Code></Error>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listing(folder: string, query: URLSearchParams): string {
  const from = query.get("continuation-token") ?? query.get("start-after") ?? "";
  const keys = globSync("**/*.json", { cwd: folder })
    .filter((key) => key.startsWith(query.get("prefix") ?? "") && key > from)
    .sort();
  const page = keys.slice(0, keysPerPage);
  const objects = page.map((key) => {
    const { mtime, size } = statSync(join(folder, key));
    return `<Contents><Key>${key}</Key><LastModified>${mtime.toISOString()}</LastModified><Size>${size}</Size></Contents>`;
  });
  const isTruncated = keys.length > page.length;
  const next = isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${objects.join("")}${next}</ListBucketResult>`;
}
