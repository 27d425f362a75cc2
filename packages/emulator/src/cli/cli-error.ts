/** An error that the user can correct. It is printed as one line. */
export class CliError extends Error {
  override readonly name: string = "CliError";
  /** 2 for arguments and files that cannot be used, 1 for errors of the machine. */
  readonly exitCode: 1 | 2;

  constructor(message: string, options: ErrorOptions & { readonly exitCode?: 1 | 2 } = {}) {
    super(message, options);
    this.exitCode = options.exitCode ?? 2;
  }
}
