// The links of a README: on npm they are absolute, and on the site they lead to pages of the site where there is one.
import { dirname, posix } from "node:path";

/** Where the files of the repository are shown. */
export const repositoryUrl = "https://github.com/high-mobility-ts/high-mobility-ts/";
/** The address of the site. */
export const siteUrl = "https://high-mobility-ts.github.io/high-mobility-ts/";

const ownUrls = [`${repositoryUrl}blob/main/`, `${repositoryUrl}tree/main/`];

/** Returns a README whose links lead to pages of the site, or into the repository. */
export function linksOfSite(text: string, file: string): string {
  return text.replaceAll(/\]\((?!#|mailto:)([^)#]+)(#[^)]*)?\)/g, (match, url: string, hash = "") => {
    if (url.startsWith(siteUrl)) return `](/${url.slice(siteUrl.length)}${hash})`;
    const target = pathInRepository(url, file);
    return target === undefined
      ? match
      : `](${pageOf(target) ?? `${repositoryUrl}blob/main/${target}`}${hash})`;
  });
}

/** Returns the path of a linked file in the repository; undefined if the link leads elsewhere. */
export function pathInRepository(url: string, file: string): string | undefined {
  const own = ownUrls.find((each) => url.startsWith(each));
  if (own !== undefined) return url.slice(own.length);
  return /^https?:/.test(url) ? undefined : posix.join(dirname(file), url);
}

function pageOf(path: string): string | undefined {
  const [, name, page] = /^packages\/([^/]+)(?:\/(?:README\.md|docs\/(.+)\.md))?$/.exec(path) ?? [];
  if (name !== undefined && name !== "bench") return `/packages/${name}/${page ?? ""}`;
  const [, own] = /^docs\/(.+)\.md$/.exec(path) ?? [];
  return own === undefined ? undefined : `/${own}`;
}
