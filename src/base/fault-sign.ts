/**
 * What a client sees of a fault; the detection bound follows from it and the client's heartbeat.
 *
 * - `end`: RST, FIN or a Close frame.
 * - `silence`: nothing comes back any more, whatever is asked.
 * - `no-pongs`: protocol pings stay unanswered (RFC 6455 §5.5.2); messages pass.
 * - `no-messages`: messages stay unanswered; protocol pings are answered.
 * - `none`: nothing that must be noticed, or theory does not say.
 */
export type FaultSign = 'end' | 'silence' | 'no-pongs' | 'no-messages' | 'none';
