const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const percents = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });

/** @param {number | null} value @param {string} unit */
export function quantity(value, unit) {
  return value === null ? "–" : `${whole.format(value)} ${unit}`;
}

/** @param {number | null} value between 0 and 1 */
export function percent(value) {
  return value === null ? "–" : percents.format(value);
}

/** @param {number} count @param {string} noun */
export function counted(count, noun) {
  return `${whole.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Date and time in UTC, to the second. @param {number} time milliseconds since the epoch */
export function dateTime(time) {
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}

/** @type {Readonly<Record<number, string>>} */
const reasonPhrases = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  408: "Request Timeout",
  409: "Conflict",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** @param {number} status */
export function statusText(status) {
  return `${status} ${reasonPhrases[status] ?? ""}`.trim();
}
