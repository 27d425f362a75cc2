import { official, sourcesOf } from "./official.ts";

/** A small specification, complete from its official document to its descriptions. */
export const fleet: Readonly<Record<string, string>> = {
  "official/cars.yml": official["cars.yml"] ?? "",
  "spec/sources.yaml": sourcesOf(["cars.yml"]),
  "spec/names.yaml": `documents:
  cars-yml:
    exact: { Door: CarDoor }
types:
  Lock: CarDoor.lock
lists:
  locks: { type: Lock, description: The states of a lock. }
`,
  "spec/overlays/10-facts.overlay.yaml": `overlay: 1.0.0
info: { title: Facts, version: 1.0.0 }
actions:
  - target: $
    update:
      info: { title: Cars, version: 1.0.0, description: The API of cars. }
      tags: [{ name: Cars, description: Cars. }]
      components:
        securitySchemes:
          oauth:
            type: oauth2
            flows:
              clientCredentials:
                tokenUrl: https://api.example.com/v1/access_tokens
                scopes: { cars: "" }
  - target: $.paths.*.*
    update: { tags: [Cars], security: [{ oauth: [cars] }] }
  - target: $.paths.*.get
    update: { x-idempotent: true }
  - target: $.paths.*.delete
    update:
      x-idempotent: true
      parameters: [{ name: vin, in: path, required: true, schema: { type: string } }]
  - target: $.servers[0]
    update: { url: https://cars.test }
`,
  "spec/overlays/30-words.overlay.yaml": `overlay: 1.0.0
info: { title: Words, version: 1.0.0 }
actions:
  - target: $.servers[0]
    update: { description: The server. }
  - target: $.components.securitySchemes.oauth
    update: { description: How to authenticate. }
  - target: $.components.securitySchemes.oauth.flows.clientCredentials.scopes
    update: { cars: Reads and removes cars. }
  - target: $.paths['/v1/cars/{vin}'].get
    update: { summary: Get a car, description: Returns a car. }
  - target: $.paths['/v1/cars/{vin}'].get.parameters[0]
    update: { description: The VIN. }
  - target: $.paths['/v1/cars/{vin}'].get.responses['200']
    update: { description: The car. }
  - target: $.paths['/v1/cars/{vin}'].delete
    update: { summary: Remove a car, description: Removes a car. }
  - target: $.paths['/v1/cars/{vin}'].delete.parameters[0]
    update: { description: The VIN. }
  - target: $.paths['/v1/cars/{vin}'].delete.responses['204']
    update: { description: It is removed. }
  - target: $.components.schemas.Car
    update: { description: A car. }
  - target: $.components.schemas.Car.properties.vin
    update: { description: Its VIN. }
  - target: $.components.schemas.Car.properties.doors
    update: { description: Its doors. }
  - target: $.components.schemas.CarDoor
    update: { description: A door. }
  - target: $.components.schemas.CarDoor.properties.lock
    update: { description: Its lock. }
  - target: $.components.schemas.CarDoor.properties.opened_at
    update: { description: When it was opened. }
`,
};
