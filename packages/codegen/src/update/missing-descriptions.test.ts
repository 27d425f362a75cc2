import { expect, test } from "vitest";
import { missingDescriptions } from "./missing-descriptions.ts";

const path = "overlays/30-documentation-new.overlay.yaml";

function problem(target: string, update: unknown, text: string, advice: string) {
  return {
    file: `spec/${path}`,
    place: target,
    problem: text,
    advice,
    edit: { append: [{ target, update }], path },
  };
}

test("finds summaries and descriptions that are missing or blank, with the action to write", () => {
  const bundle = {
    tags: [{ name: "Cars", description: "Cars." }],
    paths: {
      "/cars": {
        get: { tags: ["Cars"], description: "Lists cars.", responses: {} },
        post: { tags: ["Cars"], summary: " ", description: "Adds a car.", responses: {} },
        delete: { tags: ["Cars"], summary: "Removes cars.", responses: {} },
      },
    },
  };
  const found = missingDescriptions(bundle, (file) => `spec/${file}`);
  const summary = (method: string) =>
    problem(
      `$.paths['/cars'].${method}`,
      { summary: "TODO." },
      "has no summary",
      `  - target: $.paths['/cars'].${method}\n    update:\n      summary: TODO.\n`,
    );
  expect(found).toEqual([
    summary("get"),
    summary("post"),
    problem(
      "$.paths['/cars'].delete",
      { description: "TODO: what this operation is." },
      "(operation) has no description",
      "  - target: $.paths['/cars'].delete\n    update:\n      description: \"TODO: what this operation is.\"\n",
    ),
  ]);
});

test("a scope has its description as its value", () => {
  const scopes = { "cars.read": "", "cars.write": "Changes cars." };
  const flows = { clientCredentials: { tokenUrl: "https://api.example.com/token", scopes } };
  const securitySchemes = { oauth: { type: "oauth2", description: "OAuth.", flows } };
  const found = missingDescriptions({ paths: {}, components: { securitySchemes } }, (file) => file);
  expect(found).toMatchObject([
    {
      problem: "(scope) has no description",
      edit: {
        append: [
          {
            target: "$.components.securitySchemes.oauth.flows.clientCredentials.scopes",
            update: { "cars.read": "TODO: what this scope is." },
          },
        ],
      },
    },
  ]);
});
