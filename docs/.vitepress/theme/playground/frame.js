// The program of the sandboxed frame: it has a separate origin and no network. It makes the packages
// importable, runs the code of the editor, and reports what happens to the page around it.
const page = window.parent;
const report = (message) => page.postMessage(message, "*");
const vins = [1, 2, 3, 4, 5].map((number) => `2HM0000000000000${number}`);
const brands = ["sandbox", "sandbox", "bmw", "mini", "sandbox"];

for (const level of ["log", "info", "warn", "error", "debug"])
  console[level] = (...values) => report({ type: "output", level, text: values.map(textOf).join(" ") });

function textOf(value) {
  if (typeof value === "string") return value;
  if (value instanceof Error) return String(value);
  if (typeof value === "bigint" || typeof value === "symbol" || typeof value === "function")
    return String(value);
  try {
    const text = JSON.stringify(value, undefined, 1) ?? String(value);
    return text.length > 100 ? text : text.replaceAll(/\s*\n\s*/g, " ");
  } catch {
    return String(value);
  }
}

/** Returns the text of a module that exports the members of an object. */
function moduleText(name, members) {
  const names = Object.keys(members).filter((key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== "default");
  return `const members = globalThis.playgroundPackages[${JSON.stringify(name)}];\nexport const { ${names.join(", ")} } = members;\n`;
}

// A sandboxed frame has no storage, but MSW needs a storage for cookies, so the frame gets one in memory.
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { value: memoryStorage(), configurable: true });

function memoryStorage() {
  const items = new Map();
  return {
    getItem: (key) => items.get(String(key)) ?? null,
    setItem: (key, value) => void items.set(String(key), String(value)),
    removeItem: (key) => void items.delete(String(key)),
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
}

const urlOf = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

async function run(program) {
  try {
    await runProgram(program);
    report({ type: "ended" });
  } catch (error) {
    report({ type: "output", level: "error", text: String(error) });
    report({ type: "ended", failed: true });
  }
}

async function runProgram({ runtime, code }) {
  const script = document.createElement("script");
  script.textContent = runtime;
  document.head.append(script);
  const packages = globalThis.playgroundPackages;
  const emulator = packages["@high-mobility-ts/emulator"].createEmulator({
    apps: [{ clientId: "playground", clientSecret: "playground" }],
    vehicles: vins.map((vin, index) => ({ vin, brand: brands[index], cleared: true })),
    approvalDelayMs: 500,
  });
  // The secret is valid only for this emulator, so it can be used in a page.
  const { allowClientSecretInBrowser } = packages["@high-mobility-ts/auth"];
  const clientOptions = (id) => ({ ...emulator.clientOptions(id), [allowClientSecretInBrowser]: true });
  packages.playground = {
    emulator: Object.create(emulator, { clientOptions: { value: clientOptions } }),
    vins,
  };
  const imports = Object.fromEntries(
    Object.entries(packages).map(([name, members]) => [name, urlOf(moduleText(name, members))]),
  );
  const map = document.createElement("script");
  map.type = "importmap";
  map.textContent = JSON.stringify({ imports });
  document.head.append(map);

  const { readMessages } = packages["@high-mobility-ts/push/files"];
  emulator.push.subscribe({ format: "v2" }, async (messages) => {
    for (const { topic, content } of messages)
      for await (const message of readMessages(new TextEncoder().encode(JSON.stringify(content))))
        report({
          type: "message",
          topic,
          vin: message.vin,
          samples: message.readable
            ? [...message.samples()].map(({ capability, property, value, unit }) => ({
                name: `${capability}.${property}`,
                text: [textOf(value), unit].filter(Boolean).join(" "),
              }))
            : [],
        });
  });

  const observed = setInterval(() => observe(emulator), 150);
  try {
    await import(urlOf(code));
    await emulator.push.flush();
  } finally {
    observe(emulator);
    clearInterval(observed);
  }
}

let seen = 0;
function observe(emulator) {
  const requests = emulator.requests;
  for (const { method, path, status, reason, body } of requests.slice(seen))
    report({ type: "request", method, path, status, reason, body: body === undefined ? "" : textOf(body) });
  seen = requests.length;
  report({
    type: "vehicles",
    vehicles: positionsOf(emulator),
  });
}

function positionsOf(emulator) {
  return emulator.inspect(100).vehicles.map(({ vin, brand, status, data }) => ({
    vin,
    brand,
    status,
    ...data?.vehicle_location?.coordinates?.data,
  }));
}

addEventListener("message", ({ data, source }) => {
  if (source === page && data?.type === "run") void run(data);
});
addEventListener("error", ({ message }) => report({ type: "output", level: "error", text: message }));
addEventListener("unhandledrejection", ({ reason }) =>
  report({ type: "output", level: "error", text: `unhandled rejection: ${textOf(reason)}` }),
);
report({ type: "ready" });
