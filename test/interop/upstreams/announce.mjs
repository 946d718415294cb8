/** Characters of every push: with one each half second, twice as much as the thin line of `trickle-benign` carries. */
export const push = 'x'.repeat(4096);

/** Between two pushes. */
export const pushEveryMs = 500;

/** What becomes of the links is what wschaos looks at, not their servers. */
export function ignore() {}

/** Listens on the port of the command line, or on a free one, and prints the address that a client is to dial. */
export function announce(server, path = '/') {
  server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
    console.log(`listening at ws://127.0.0.1:${server.address().port}${path}`);
  });
  // Its end means that whoever started us is gone.
  process.stdin.resume().on('end', () => process.exit());
}
