// The words that this repository gave up, and what it writes instead: one term for one thing.

interface GivenUpTerm {
  /** What is given up. */
  readonly pattern: RegExp;
  /** The term to write instead. */
  readonly instead: string;
}

const givenUpTerms: readonly GivenUpTerm[] = [
  { pattern: /\banswer(?:s|ed|ing)?\b/i, instead: '"response", "respond" or "return"' },
  { pattern: /(?<!connection )\brefus(?:e|es|ed|ing|al|als)\b/i, instead: '"reject", or what must be' },
  { pattern: /\bnobody\b/i, instead: 'a noun: "no caller", "no process"' },
  { pattern: /\bwho(?:m|so)?ever\b/i, instead: 'a noun: "the caller", "the process that"' },
  { pattern: /\banew\b/i, instead: '"again"' },
  { pattern: /\bthrice\b/i, instead: '"three times"' },
  { pattern: /\b(?:is|are|be) told\b|\btold of\b/i, instead: '"is called with", "receives"' },
  { pattern: /\b(?:knows?|knew) no\b/i, instead: '"does not support", "has no"' },
  { pattern: /\bfor good\b/i, instead: '"permanently"' },
  {
    pattern: /\b(?:that|it|which) (?:is|are|was|were) none\b/i,
    instead: 'a sentence with "not" and its noun',
  },
  { pattern: /\b(?:is|are|was|were) not to\b/i, instead: '"must not"' },
  { pattern: /\bGives\b(?! up\b| way\b)/, instead: '"Returns", "Has" or "Provides"' },
  { pattern: /\b(?:say|says|said) (?:little|nothing) of\b/i, instead: 'the verb itself, such as "truncate"' },
  { pattern: /\b(?:hears?|heard) (?:of|nothing)\b/i, instead: '"receives"' },
  { pattern: /\bthe way out\b|\bin the way\b/i, instead: "the fact itself" },
  { pattern: /\bas it is none\b|\bif there be\b|\blest\b|\bhence\b/i, instead: "a plain conjunction" },
  { pattern: /\b(?:a|each|every|another|first|second|last|one) tr(?:y|ies)\b/i, instead: '"attempt"' },
];

export interface FoundTerm {
  /** Line of the file, from 1. */
  readonly line: number;
  /** The words that were found. */
  readonly found: string;
  readonly instead: string;
}

/** Returns the given-up terms in pieces of text. A phrase may go over the end of a line. */
export function findGivenUpTerms(pieces: readonly TextPiece[]): readonly FoundTerm[] {
  return pieces.flatMap(({ text, line }) =>
    givenUpTerms.flatMap(({ pattern, instead }) =>
      [...text.matchAll(new RegExp(pattern.source.replaceAll(" ", "[\\s/*#]+"), `g${pattern.flags}`))].map(
        (match) => ({
          line: line + text.slice(0, match.index).split("\n").length - 1,
          found: match[0].replaceAll(/[\s/*#]+/g, " "),
          instead,
        }),
      ),
    ),
  );
}

/** A text that a person reads, and where it begins. */
export interface TextPiece {
  readonly text: string;
  /** Line of the file, from 1. */
  readonly line: number;
}
