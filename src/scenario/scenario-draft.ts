/** The client of a draft: as a scenario file writes it. */
export type ScenarioClientDraft = 'external' | 'reference' | Readonly<Record<string, unknown>>;

/** Something, and why it is as it is. */
export interface Commented<T> {
  readonly value: T;
  readonly comment?: string | undefined;
}

/** A scenario that is to be written, every value as the format spells it. */
export interface ScenarioDraft {
  /** Stands above everything. */
  readonly comment: string;
  readonly name: string;
  readonly description: string;
  readonly target: string | Readonly<Record<string, unknown>>;
  readonly listen?: Readonly<Record<string, unknown>> | undefined;
  readonly client: Commented<ScenarioClientDraft>;
  readonly measure?: Readonly<Record<string, string>> | undefined;
  readonly faults: readonly Commented<Readonly<Record<string, unknown>>>[];
  readonly repeat: Readonly<Record<string, unknown>>;
  readonly timeout: string;
  readonly expect: readonly Commented<string>[];
  /** Why nothing is expected, or not more. */
  readonly expectComment?: string | undefined;
}
