// Prints a line for each failed test with its name and reason, without a stack trace.

export interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** Returns a line for each test that failed. */
export function failedTests({ testResults }: TestReport): readonly string[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0) return message ? [line(name, message)] : [];
    return failed.map(({ fullName, failureMessages }) => line(fullName, failureMessages?.[0] ?? ""));
  });
}

function line(name: string, message: string): string {
  const [reason = ""] = message.trim().split("\n");
  return `- ${name.trim()}${reason === "" ? "" : `: ${reason}`}`;
}
