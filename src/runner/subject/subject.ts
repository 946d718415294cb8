import type { ClientEvent } from '../../base/client-event.ts';
import type { Instant } from '../../base/clock.ts';
import type { Lateness } from '../loop-delay.ts';

/** A client's event with the instant at which it happened, or else at which the runner read it. */
export type StampedClientEvent = ClientEvent & { readonly t: Instant };

/** How a client under test ended before anybody asked it to. */
export interface SubjectExit {
  /** The exit code; `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  /** What it said last, oldest line first. */
  readonly lastLines: readonly string[];
  readonly t: Instant;
}

/** Whom a client of a proxy with TLS must trust, and nobody else. */
export interface ClientTrust {
  /** PEM. */
  readonly ca: string;
  /** PEM: what the listener shows as long as no fault has it show another. */
  readonly certificate: string;
  /** For a program: environment variable → the file that it names. */
  readonly env: Readonly<Record<string, string>>;
}

/** What one client under test gets to know, and where it reports to. */
export interface SubjectContext {
  /** The proxy's address: `ws://127.0.0.1:8101/path`. */
  readonly url: string;
  /** Whom it must trust, when the address is `wss://`. */
  readonly tls?: ClientTrust | undefined;
  readonly seed: number;
  /** Counted from 0. */
  readonly iteration: number;
  /** Which of the case's clients this is, counted from 1. */
  readonly client: number;
  /** Gives up a start that has not come to an end, and closes a client that runs. */
  readonly signal?: AbortSignal;
  onEvent(event: StampedClientEvent): void;
  /** Called at most once, and never after `close()` was called. */
  onExit(exit: SubjectExit): void;
  /** What goes on has nothing to do with the client any more, through a fault of our own. Never called after `close()`. */
  onDisturbed(why: string): void;
  /** Something about what it tells that a reader of the report should know. */
  onNote?(note: string): void;
}

/** A client that runs. */
export interface SubjectHandle {
  /** Ends the client; resolves when nothing of it is left. Calling it again gives the same promise. */
  close(): Promise<void>;
  /** Of a client that is a process of its own: sends it a signal. */
  signal?(signal: NodeJS.Signals): void;
  /** The last lines that the client printed and that were no events, oldest first. */
  readonly log: readonly string[];
}

/** A kind of client under test: each `start` gives one running client. */
export interface Subject {
  /** @throws WschaosError `client.not-found` when there is nothing to start. */
  start(context: SubjectContext): Promise<SubjectHandle>;
  /** Of each process of ours that runs its clients: how late it was between two instants. */
  readLateness?(from: Instant, to: Instant): Promise<readonly Lateness[]>;
  /** Ends what its clients share, once they are closed. */
  close?(): Promise<void>;
}
