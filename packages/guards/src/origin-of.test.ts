import { expect, test } from "vitest";
import { originOf } from "./origin-of.ts";

test.each<[string, unknown, boolean | undefined, string]>([
  ["https", "https://example.com:8443/v1?x", undefined, "https://example.com:8443"],
  ["http on loopback", "http://127.0.0.1:4010/", undefined, "http://127.0.0.1:4010"],
  ["http to any host if it is allowed", "http://example.com", true, "http://example.com"],
])("accepts %s", (_name, url, insecure, want) => {
  expect(originOf("baseUrl", url, insecure)).toBe(want);
});

test.each<[string, unknown, string]>([
  [
    "a relative URL",
    "/v1",
    "baseUrl must be an absolute URL such as https://api.example.com, got something else.",
  ],
  ["a host without a scheme", "localhost:4010", "baseUrl must be an absolute URL such as"],
  ["a value that is not a text", new URL("https://example.com"), "baseUrl must be an absolute URL"],
  [
    "a user name",
    "https://s3cr3t@example.com",
    "baseUrl must be a URL without user name and password, got one with",
  ],
  ["a password", "https://:s3cr3t@example.com", "baseUrl must be a URL without user name and password"],
  [
    "http elsewhere",
    "http://example.com:80/?s3cr3t",
    "baseUrl must use https (http on loopback only), got http://example.com. To send credentials and tokens in plain text, set [allowInsecureRequests]: true.",
  ],
  ["another scheme", "ftp://example.com", "baseUrl must be an absolute URL such as"],
])("rejects %s, and shows no more than its host", (_name, url, message) => {
  expect(() => originOf("baseUrl", url)).toThrow(TypeError);
  expect(() => originOf("baseUrl", url)).toThrow(message);
  expect(() => originOf("baseUrl", url)).not.toThrow("s3cr3t");
});
