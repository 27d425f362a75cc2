import {
  become,
  childOf,
  type Draft,
  isDraft,
  listIn,
  type Mutation,
  operationIn,
  type Pick,
} from "./mutations.ts";

const body = {
  "application/json": { schema: { type: "object", properties: { fresh: { type: "string" } } } },
};

function ofParameter(passes: (parameter: Draft) => boolean, change: (parameter: Draft) => void): Mutation {
  return (document, pick) => {
    const parameter = pick(listIn(operationIn(document)["parameters"]).filter(isDraft).filter(passes));
    if (parameter) change(parameter);
    return parameter !== undefined;
  };
}

function addParameter(document: Draft, required: boolean): boolean {
  const operation = operationIn(document);
  const added = { name: "fresh", in: "query", required, schema: { type: "string" } };
  operation["parameters"] = [...listIn(operation["parameters"]), added];
  return true;
}

function addBody(document: Draft, required: boolean): boolean {
  const operation = operationIn(document);
  if ("requestBody" in operation) return false;
  operation["requestBody"] = { required, content: structuredClone(body) };
  return true;
}

function ofBody(passes: (body: Draft) => boolean, change: (body: Draft) => void): Mutation {
  return (document) => {
    const requestBody = operationIn(document)["requestBody"];
    if (!isDraft(requestBody) || !passes(requestBody)) return false;
    change(requestBody);
    return true;
  };
}

function responseOf(document: Draft, pick: Pick, hasContent: boolean): Draft | undefined {
  const responses = Object.values(childOf(operationIn(document), "responses")).filter(isDraft);
  return pick(responses.filter((response) => "content" in response === hasContent));
}

/** Each mutation changes one part of the operation outside of its schemas. */
export const operationMutations: Readonly<Record<string, Mutation>> = {
  "add an optional parameter": (document) => addParameter(document, false),
  "add a required parameter": (document) => addParameter(document, true),
  "remove a parameter": (document) => {
    const operation = operationIn(document);
    const parameters = listIn(operation["parameters"]);
    operation["parameters"] = parameters.slice(1);
    return parameters.length > 0;
  },
  "require a parameter": ofParameter(
    ({ required }) => required !== true,
    (parameter) => {
      parameter["required"] = true;
    },
  ),
  "make a parameter optional": ofParameter(
    ({ required }) => required === true,
    (parameter) => {
      parameter["required"] = false;
    },
  ),
  "deprecate a parameter": ofParameter(
    () => true,
    (parameter) => {
      parameter["deprecated"] = true;
    },
  ),
  "require the body": ofBody(
    ({ required }) => required !== true,
    (requestBody) => {
      requestBody["required"] = true;
    },
  ),
  "make the body optional": ofBody(
    ({ required }) => required === true,
    (requestBody) => {
      requestBody["required"] = false;
    },
  ),
  "describe no property of the body": ofBody(
    (requestBody) => {
      const schema = childOf(requestBody, "content", "application/json", "schema");
      const isPlain = Object.keys(schema).every((key) => ["type", "properties", "required"].includes(key));
      return isPlain && Object.keys(childOf(schema, "properties")).length > 0;
    },
    (requestBody) =>
      become(childOf(requestBody, "content", "application/json", "schema"), {
        type: "object",
        properties: {},
      }),
  ),
  "remove the body": (document) => delete operationIn(document)["requestBody"],
  "add a body": (document) => addBody(document, false),
  "add a required body": (document) => addBody(document, true),
  "accept another media type": ofBody(
    () => true,
    (requestBody) => {
      childOf(requestBody, "content")["text/plain"] = { schema: { type: "string" } };
    },
  ),
  "respond in another media type": (document, pick) => {
    const response = responseOf(document, pick, true);
    childOf(response, "content")["text/plain"] = { schema: { type: "string" } };
    return response !== undefined;
  },
  "respond with a body": (document, pick) => {
    const response = responseOf(document, pick, false);
    if (response) response["content"] = structuredClone(body);
    return response !== undefined;
  },
  "respond without a body": (document, pick) => {
    const response = responseOf(document, pick, true);
    if (response) delete response["content"];
    return response !== undefined;
  },
  "add a status": (document) => {
    childOf(operationIn(document), "responses")["409"] = {
      description: "Busy.",
      content: structuredClone(body),
    };
    return true;
  },
  "remove a status": (document) => delete childOf(operationIn(document), "responses")["404"],
  "deprecate the operation": (document) => {
    operationIn(document)["deprecated"] = true;
    return true;
  },
};

/** Each changes the paths of a document. */
export const pathMutations: Readonly<Record<string, Mutation>> = {
  "add a newer level of the operation": (document) => {
    const operation = operationIn(document);
    const older = { ...structuredClone(operation), operationId: "doThingsOlder", deprecated: true };
    document["paths"] = { "/things/newer": { post: operation }, "/things": { post: older } };
    return true;
  },
};
