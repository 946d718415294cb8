import { execFileSync } from 'node:child_process';

/** What a process of the bench has open besides its connections. */
const reserve = 100;

/** How many files this process, and each that it starts, may have open; Node raises the limit as far as it can. */
export function maxOpenFiles(): number {
  const limit = execFileSync('/bin/sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  return limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit);
}

/** How many connections a relay can hold, at two sockets each. */
export function openableConnections(): number {
  return Math.floor((maxOpenFiles() - reserve) / 2);
}
