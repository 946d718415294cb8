import type { Subject } from './subject.ts';

/** A client that dials by itself: nothing is started, and nothing is heard but what the wire shows. */
export const externalSubject: Subject = { start: async () => ({ close: async () => {}, log: [] }) };
