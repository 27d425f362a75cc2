import type { ChangeRule } from "./change-rule.ts";

export type PropertyCode =
  | "property-added"
  | "required-property-added"
  | "property-removed"
  | "property-became-required"
  | "property-became-optional"
  | "property-deprecated"
  | "property-undeprecated"
  | "map-values-added"
  | "map-values-removed"
  | "index-signature-added"
  | "unknown-properties-allowed"
  | "unknown-properties-rejected"
  | "became-read-only"
  | "no-longer-read-only"
  | "became-write-only"
  | "no-longer-write-only";

const minorMark = "Code that uses it continues to compile; editors strike it through.";
const patchMark = "Only the mark in the editor disappears.";

/** Changes of what objects consist of, and of marks. */
export const propertyCodes: Readonly<Record<PropertyCode, ChangeRule>> = {
  "property-added": {
    meaning: "an optional property is new",
    request: { level: "minor", reason: "Requests without it continue to compile." },
    response: {
      level: "minor",
      widening: true,
      reason: "A response may contain more; code that reads known members is not affected.",
    },
  },
  "required-property-added": {
    meaning: "a property is new and always present",
    request: { level: "major", reason: "Requests without it stop compiling." },
    response: {
      level: "minor",
      widening: true,
      reason: "A response contains more; code that reads known members is not affected.",
    },
  },
  "property-removed": {
    meaning: "a property was removed",
    request: { level: "major", reason: "Requests that have it stop compiling." },
    response: { level: "major", reason: "Code that reads it stops compiling." },
  },
  "property-became-required": {
    meaning: "an optional property became required",
    request: { level: "major", reason: "Requests without it stop compiling." },
    response: { level: "minor", reason: "The guarantee is stronger; checks for its absence still compile." },
  },
  "property-became-optional": {
    meaning: "a required property became optional",
    request: { level: "minor", reason: "Requests that have it continue to compile." },
    response: { level: "major", reason: "Code that reads it without a check stops compiling." },
  },
  "property-deprecated": {
    meaning: "a property is marked as deprecated",
    request: { level: "minor", reason: minorMark },
    response: { level: "minor", reason: minorMark },
  },
  "property-undeprecated": {
    meaning: "a property is no longer marked as deprecated",
    request: { level: "patch", reason: patchMark },
    response: { level: "patch", reason: patchMark },
  },
  "map-values-added": {
    meaning: "an object without named properties may have properties under any name",
    request: { level: "minor", reason: "An empty object is still accepted." },
    response: { level: "major", reason: "Code that relies on an object without properties stops compiling." },
  },
  "map-values-removed": {
    meaning: "an object may no longer have properties under any name",
    request: { level: "major", reason: "Requests with such properties stop compiling." },
    response: { level: "major", reason: "Code that reads such properties stops compiling." },
  },
  "index-signature-added": {
    meaning: "an object with named properties may have others of a stated type",
    request: {
      level: "major",
      reason: "Every property has to fit that type, so existing requests may not compile.",
    },
    response: { level: "major", reason: "Code that iterates over all properties gets another type." },
  },
  "unknown-properties-allowed": {
    meaning: "an object accepts properties that are not described",
    request: { level: "patch", reason: "The types do not offer such properties, before or after." },
    response: { level: "patch", reason: "The types do not show such properties, before or after." },
  },
  "unknown-properties-rejected": {
    meaning: "an object no longer accepts properties that are not described",
    request: {
      level: "patch",
      reason: "The types did not offer such properties, so typed callers send none.",
    },
    response: { level: "patch", reason: "The types do not show such properties, before or after." },
  },
  "became-read-only": {
    meaning: "only the server sets a value",
    request: { level: "major", reason: "A value that is sent has no effect any more." },
    response: { level: "minor", reason: "The property is `readonly`; code that only reads is not affected." },
  },
  "no-longer-read-only": {
    meaning: "callers may set a value as well",
    request: { level: "minor", reason: "One more value can be set." },
    response: {
      level: "minor",
      reason: "The property is no longer `readonly`; code that reads is not affected.",
    },
  },
  "became-write-only": {
    meaning: "a value is sent but is not in responses",
    request: { level: "patch", reason: "The value is sent as before." },
    response: { level: "major", reason: "Code that reads the value gets nothing." },
  },
  "no-longer-write-only": {
    meaning: "a value that is sent is in responses, too",
    request: { level: "patch", reason: "The value is sent as before." },
    response: { level: "minor", reason: "There is more to read." },
  },
};
