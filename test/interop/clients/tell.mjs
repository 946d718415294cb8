/** Where to connect to. */
export const url = process.env.WSCHAOS_URL;

/** Tells wschaos what the client's API has just told. */
export function tell(ev, more = {}) {
  console.log(JSON.stringify({ ev, t: String(process.hrtime.bigint()), ...more }));
}

/** Tells what a `close` event of the WebSocket API says. */
export function tellClose({ code }) {
  tell('loss', { code });
  tell('close', { code });
}

/** The end of stdin means that whoever started us is gone. */
export function leaveWithParent() {
  process.stdin.resume().on('end', () => process.exit());
}
