const sizes = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `412 ms`, `2.02 s`, `1.5 min`, as the tool writes durations. */
export function formatMs(ms: number): string {
  if (Math.abs(ms) < 9.95) return `${Number(ms.toFixed(1))} ms`;
  if (Math.abs(ms) < 999.5) return `${Math.round(ms)} ms`;
  if (Math.abs(ms) < 9_995) return `${Number((ms / 1_000).toFixed(2))} s`;
  if (Math.abs(ms) < 99_950) return `${Number((ms / 1_000).toFixed(1))} s`;
  if (Math.abs(ms) < 3_600_000) return `${Number((ms / 60_000).toFixed(1))} min`;
  return `${Number((ms / 3_600_000).toFixed(1))} h`;
}

/** How old something is, in words that do not flicker: `4 s`, `2 min 5 s`, `3 h 10 min`. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `512 B`, `1.4 kB`, `16.8 MB`. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < sizes.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${value < 99.95 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${sizes[unit]}`;
}

/** `12,345`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}
