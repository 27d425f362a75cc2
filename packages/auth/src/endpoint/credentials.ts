/** Credentials as they are sent with one token request. */
export interface Credentials {
  readonly fields: Readonly<Record<string, string>>;
  readonly authorization?: string;
  /** Texts that must not appear in an error. */
  readonly secrets: readonly string[];
}
