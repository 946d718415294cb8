/** Frames a second, both ways, over the last minute: what the chart of the traffic draws. */
export interface TrafficRate {
  add(t: number, isToServer: boolean): void;
  /** Three columns: seconds before now, frames to the server, frames to the client; the oldest second first. */
  columns(now: number): readonly [readonly number[], readonly number[], readonly number[]];
  clear(): void;
}

const secondsKept = 60;

export function createTrafficRate(): TrafficRate {
  const buckets = Array.from({ length: secondsKept + 2 }, () => ({ second: -1, toServer: 0, toClient: 0 }));
  const bucketOf = (second: number) => buckets[((second % buckets.length) + buckets.length) % buckets.length];

  return {
    add(t, isToServer) {
      const second = Math.floor(t / 1_000);
      const bucket = bucketOf(second);
      if (bucket === undefined || bucket.second > second) return;
      if (bucket.second !== second) Object.assign(bucket, { second, toServer: 0, toClient: 0 });
      if (isToServer) bucket.toServer++;
      else bucket.toClient++;
    },
    columns(now) {
      // The second that is running is not whole.
      const last = Math.floor(now / 1_000) - 1;
      const seconds = Array.from({ length: secondsKept }, (_, index) => last - secondsKept + 1 + index);
      const read = (member: 'toServer' | 'toClient') =>
        seconds.map((second) => {
          const bucket = bucketOf(second);
          return bucket?.second === second ? bucket[member] : 0;
        });
      return [seconds.map((second) => second - last), read('toServer'), read('toClient')];
    },
    clear() {
      for (const bucket of buckets) bucket.second = -1;
    },
  };
}
