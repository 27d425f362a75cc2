// A program in a link. It is in the fragment, which browsers do not send to a server.

/** Returns the fragment of a link that carries a program. */
export function fragmentOf(code: string): string {
  const bytes = new TextEncoder().encode(code);
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `#code=${text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** Returns the program of a fragment; undefined if it has none, or one that cannot be read. */
export function codeOf(fragment: string): string | undefined {
  const text = /^#code=([\w-]+)$/.exec(fragment)?.[1];
  if (text === undefined) return undefined;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(binary, (character) => character.charCodeAt(0)),
    );
  } catch {
    return undefined;
  }
}
