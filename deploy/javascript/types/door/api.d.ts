// What the server answers to a door, by the address under /api/v1/. The other side: registration/api/.

import type { Direction, Reason, Rule, Verdict } from "./admission.js";

export interface Text {
  zh: string;
  en: string;
}

export interface Day {
  day: string;
  begins_at: string;
  ends_at: string;
  salt: string;
}

export interface Checkpoint {
  code: string;
  name: Text;
  direction: Direction | "both";
  rule: Rule;
  inside: number;
}

export interface Door {
  server_time: string;
  device: string;
  conference: { slug: string; title: Text; timezone: string; mark: string };
  days: Day[];
  checkpoints: Checkpoint[];
  counts_complete: boolean;
}

export interface Counts {
  server_time: string;
  inside: Record<string, number>;
  complete: boolean;
}

export interface Pairing {
  key: string;
  code: string;
  name: string;
}

export interface Person {
  name: string;
  name_latin: string;
  institution: Text;
  category: Text;
  number: string;
}

export interface Previous {
  at: string;
  door: Text;
  scanner: string;
}

export interface Problem {
  field: string;
  message: string;
}

export interface Answer {
  uuid: string;
  outcome: string;
  verdict: Verdict | null;
  reason: Reason | null;
  noted: boolean;
  person: Person | null;
  previous: Previous | null;
  problem: Problem | null;
}

export interface Batch {
  server_time: string;
  revoked: boolean;
  answers: Answer[];
}

export interface Answers {
  door: Door;
  "door/counts": Counts;
  "door/pair": Pairing;
  scans: Batch;
}
