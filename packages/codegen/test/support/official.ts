/** Documents in the official formats for tests: their content is invented. */
export const official: Readonly<Record<string, string>> = {
  "cars.yml": `openapi: 3.0.3
info:
  title: Cars
  version: 1.2.0
servers:
  - url: https://api.example.com
paths:
  /v1/cars/{vin}:
    get:
      operationId: getCar
      parameters:
        - name: vin
          in: path
          required: true
          schema:
            type: string
      responses:
        "200":
          description: The car
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Car"
    delete:
      operationId: removeCar
      responses:
        "204":
          description: Gone
components:
  schemas:
    Car:
      type: object
      required: [vin, doors]
      properties:
        vin:
          type: string
          minLength: 17
          maxLength: 17
        doors:
          type: array
          maxItems: 8
          items:
            $ref: "#/components/schemas/Door"
    Door:
      type: object
      additionalProperties: false
      properties:
        lock:
          type: string
          enum: [unlocked, locked]
        opened_at:
          type: string
          format: date-time
`,
  "zones.yml": `swagger: "2.0"
info:
  title: Zones
  version: "5"
host: api.example.com
basePath: /v5
schemes: [https]
securityDefinitions:
  key:
    type: oauth2
    flow: accessCode
    authorizationUrl: https://example.com/authorize
    tokenUrl: https://example.com/token
    scopes:
      zones.read: Reads zones
paths:
  /zones/{id}:
    post:
      operationId: createZone
      security:
        - key: [zones.read]
      consumes: [application/json]
      produces: [application/json]
      parameters:
        - name: id
          in: path
          required: true
          type: integer
          minimum: 1
        - name: body
          in: body
          required: true
          schema:
            $ref: "#/definitions/Zone"
      responses:
        "201":
          description: Made
          schema:
            $ref: "#/definitions/Zone"
definitions:
  Zone:
    type: object
    required: [name]
    properties:
      name:
        type: string
      radius:
        type: number
        minimum: 0
`,
  "events.yml": `asyncapi: 2.6.0
info:
  title: Events
  version: 1.0.0
servers:
  live:
    url: mqtt.example.com:{port}
    protocol: mqtt
    variables:
      port:
        default: "8883"
channels:
  "{vin}/{event}":
    parameters:
      vin:
        schema:
          type: string
    subscribe:
      operationId: events
      traits:
        - $ref: "#/components/operationTraits/mqtt"
      message:
        oneOf:
          - $ref: "#/components/messages/door_opened"
components:
  operationTraits:
    mqtt:
      bindings:
        mqtt:
          qos: 1
  messages:
    door_opened:
      name: Door opened
      payload:
        $ref: "#/components/schemas/door_opened"
  schemas:
    door_opened:
      type: object
      required: [event, at]
      properties:
        event:
          const: door_opened
        at:
          type: string
          format: date-time
`,
  "json-schema/envelope/spec.json": `{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "/json-schema/envelope/spec.json",
  "type": "object",
  "required": ["version"],
  "properties": {
    "version": { "type": "number" },
    "data": { "$ref": "#/$defs/data" }
  },
  "$defs": { "data": { "type": "object", "minProperties": 1 } }
}
`,
};

const kinds: Readonly<Record<string, string>> = {
  "cars.yml": "openapi3",
  "zones.yml": "swagger2",
  "events.yml": "asyncapi2",
  "json-schema/envelope/spec.json": "json-schema",
};

/** `spec/sources.yaml` for these documents. */
export function sourcesOf(files: readonly string[] = Object.keys(official)): string {
  const entries = files.map(
    (file) =>
      `  - { id: ${file.replaceAll(/\W+/g, "-")}, file: ${file}, kind: ${kinds[file]}, status: live }\n`,
  );
  return `documents:\n${entries.join("")}`;
}
