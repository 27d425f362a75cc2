import type { ChangeRule } from "./change-rule.ts";

export type SchemaCode =
  | "property-added"
  | "required-property-added"
  | "property-removed"
  | "property-became-required"
  | "property-became-optional"
  | "property-deprecated"
  | "property-undeprecated"
  | "type-changed"
  | "type-widened"
  | "type-narrowed"
  | "became-integer"
  | "no-longer-integer"
  | "became-nullable"
  | "no-longer-nullable"
  | "enum-introduced"
  | "enum-lifted"
  | "enum-value-added"
  | "enum-value-removed"
  | "variant-added"
  | "variant-removed"
  | "map-values-added"
  | "map-values-removed"
  | "index-signature-added"
  | "unknown-properties-allowed"
  | "unknown-properties-refused"
  | "constraint-tightened"
  | "constraint-loosened"
  | "constraint-changed"
  | "format-added"
  | "format-removed"
  | "format-changed"
  | "default-added"
  | "default-removed"
  | "default-changed"
  | "became-read-only"
  | "no-longer-read-only"
  | "became-write-only"
  | "no-longer-write-only";

const minorMark = "Code that uses it goes on compiling; editors strike it through.";
const patchMark = "Only the mark in the editor goes.";

/** Changes of a value's schema. */
export const schemaCodes: Readonly<Record<SchemaCode, ChangeRule>> = {
  "property-added": {
    meaning: "an optional property is new",
    request: { level: "minor", reason: "Requests without it go on compiling." },
    response: {
      level: "minor",
      widening: true,
      reason: "More may come back; code that reads what it knows is not affected.",
    },
  },
  "required-property-added": {
    meaning: "a property is new and always there",
    request: { level: "major", reason: "Requests without it stop compiling." },
    response: {
      level: "minor",
      widening: true,
      reason: "More comes back; code that reads what it knows is not affected.",
    },
  },
  "property-removed": {
    meaning: "a property is gone",
    request: { level: "major", reason: "Requests that have it stop compiling." },
    response: { level: "major", reason: "Code that reads it stops compiling." },
  },
  "property-became-required": {
    meaning: "a property was optional and is required",
    request: { level: "major", reason: "Requests that leave it out stop compiling." },
    response: { level: "minor", reason: "More is promised; checks for its absence still compile." },
  },
  "property-became-optional": {
    meaning: "a property was required and is optional",
    request: { level: "minor", reason: "Requests that have it go on compiling." },
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
  "type-changed": {
    meaning: "a value has another type",
    request: { level: "major", reason: "Requests with a value of the old type stop compiling." },
    response: { level: "major", reason: "Code that uses the value as one of the old type stops compiling." },
  },
  "type-widened": {
    meaning: "a value may be of more types than before",
    request: { level: "minor", reason: "Values of the old type are still accepted." },
    response: { level: "major", reason: "Code that uses the value as one of the old type stops compiling." },
  },
  "type-narrowed": {
    meaning: "a value may be of fewer types than before",
    request: { level: "major", reason: "Requests with a value of the type that went stop compiling." },
    response: { level: "major", reason: "Code with a branch for the type that went stops compiling." },
  },
  "became-integer": {
    meaning: "a number has to be whole",
    request: { level: "major", reason: "Requests compile, and those with a fraction are refused." },
    response: { level: "patch", reason: "A whole number is a number." },
  },
  "no-longer-integer": {
    meaning: "a number may have a fraction",
    request: { level: "minor", reason: "Whole numbers are still accepted." },
    response: { level: "major", reason: "Code compiles, and may meet a fraction where it counts on none." },
  },
  "became-nullable": {
    meaning: "a value may be null",
    request: { level: "minor", reason: "Other values are still accepted." },
    response: { level: "major", reason: "Code that uses the value without a check stops compiling." },
  },
  "no-longer-nullable": {
    meaning: "a value may be null no longer",
    request: { level: "major", reason: "Requests that pass null stop compiling." },
    response: { level: "minor", reason: "Checks for null still compile; they never apply." },
  },
  "enum-introduced": {
    meaning: "any value was allowed and only listed ones are",
    request: { level: "major", reason: "Requests with any other value stop compiling." },
    response: { level: "major", reason: "Code that compares with any other value stops compiling." },
  },
  "enum-lifted": {
    meaning: "only listed values were allowed and any is",
    request: { level: "minor", reason: "The listed values are still accepted." },
    response: { level: "major", reason: "Code that relies on the list stops compiling." },
  },
  "enum-value-added": {
    meaning: "a list of values has one more",
    request: { level: "minor", reason: "The other values are still accepted." },
    response: {
      level: "minor",
      widening: true,
      reason: "A value may come back that the code does not know; code with a branch for others handles it.",
    },
  },
  "enum-value-removed": {
    meaning: "a list of values has one less",
    request: { level: "major", reason: "Requests with the value stop compiling." },
    response: { level: "major", reason: "Code that compares with the value stops compiling." },
  },
  "variant-added": {
    meaning: "a value has one more alternative form",
    request: { level: "minor", reason: "The other forms are still accepted." },
    response: {
      level: "major",
      reason: "Code that reads what all old forms have in common stops compiling.",
    },
  },
  "variant-removed": {
    meaning: "a value has one alternative form less",
    request: { level: "major", reason: "Requests of that form stop compiling." },
    response: { level: "major", reason: "Code with a branch for that form stops compiling." },
  },
  "map-values-added": {
    meaning: "an object without named members may have members under any name",
    request: { level: "minor", reason: "An empty object is still accepted." },
    response: { level: "major", reason: "Code that relies on an object without members stops compiling." },
  },
  "map-values-removed": {
    meaning: "an object may not have members under any name any more",
    request: { level: "major", reason: "Requests with such members stop compiling." },
    response: { level: "major", reason: "Code that reads such members stops compiling." },
  },
  "index-signature-added": {
    meaning: "an object with named members may have others of a stated type",
    request: {
      level: "major",
      reason: "Every member has to fit that type, so existing requests may not compile.",
    },
    response: { level: "major", reason: "Code that goes through all members meets another type." },
  },
  "unknown-properties-allowed": {
    meaning: "an object accepts members that nobody described",
    request: { level: "patch", reason: "The types do not offer such members, before or after." },
    response: { level: "patch", reason: "The types do not show such members, before or after." },
  },
  "unknown-properties-refused": {
    meaning: "an object no longer accepts members that nobody described",
    request: { level: "patch", reason: "The types did not offer such members, so typed callers send none." },
    response: { level: "patch", reason: "The types did not show such members, before or after." },
  },
  "constraint-tightened": {
    meaning: "a bound, length, count or pattern allows less",
    request: { level: "major", reason: "Requests compile, and some that were accepted are refused." },
    response: { level: "patch", reason: "What comes back still keeps the old bound." },
  },
  "constraint-loosened": {
    meaning: "a bound, length, count or pattern allows more",
    request: { level: "minor", reason: "What was accepted still is." },
    response: { level: "minor", reason: "A value may come back that the old bound excluded." },
  },
  "constraint-changed": {
    meaning: "a pattern or another condition is a different one",
    request: { level: "major", reason: "Requests compile, and some that were accepted may be refused." },
    response: { level: "minor", reason: "A value may come back that the old condition excluded." },
  },
  "format-added": {
    meaning: "a format is stated where there was none",
    request: { level: "major", reason: "Requests compile, and those in another format are refused." },
    response: { level: "patch", reason: "More is promised; the type is the same." },
  },
  "format-removed": {
    meaning: "no format is stated any more",
    request: { level: "minor", reason: "What was accepted still is." },
    response: { level: "minor", reason: "A value may come back in another form." },
  },
  "format-changed": {
    meaning: "another format is stated",
    request: { level: "major", reason: "Requests compile, and those in the old format are refused." },
    response: { level: "major", reason: "Code compiles, and may fail to read the value." },
  },
  "default-added": {
    meaning: "what an absent value stands for is stated",
    request: { level: "patch", reason: "The type is the same, and so is what may be left out." },
    response: { level: "patch", reason: "The type is the same." },
  },
  "default-removed": {
    meaning: "what an absent value stands for is no longer stated",
    request: {
      level: "major",
      reason: "Requests compile, and one that leaves the value out may mean another thing.",
    },
    response: { level: "patch", reason: "The type is the same." },
  },
  "default-changed": {
    meaning: "an absent value stands for another one",
    request: {
      level: "major",
      reason: "Requests compile, and one that leaves the value out means another thing.",
    },
    response: { level: "patch", reason: "The type is the same." },
  },
  "became-read-only": {
    meaning: "only the server sets a value",
    request: { level: "major", reason: "A value that is sent has no effect any more." },
    response: { level: "minor", reason: "The member is `readonly`; code that only reads is not affected." },
  },
  "no-longer-read-only": {
    meaning: "callers may set a value, too",
    request: { level: "minor", reason: "One more value can be set." },
    response: {
      level: "minor",
      reason: "The member is no longer `readonly`; code that reads is not affected.",
    },
  },
  "became-write-only": {
    meaning: "a value is sent and never comes back",
    request: { level: "patch", reason: "The value is sent as before." },
    response: { level: "major", reason: "Code that reads the value gets nothing." },
  },
  "no-longer-write-only": {
    meaning: "a value that is sent comes back as well",
    request: { level: "patch", reason: "The value is sent as before." },
    response: { level: "minor", reason: "There is more to read." },
  },
};
