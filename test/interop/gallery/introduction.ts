/** What a reader must know before the figures. */
export const introduction: readonly string[] = [
  'Every client dials its own server through wschaos, which throws the failure of the bundled scenario of that name. Each is ' +
    'configured as its README recommends, or left as it comes; where something is our own choice, it is said. Three iterations a ' +
    'cell, few enough that the figures show the order of magnitude, not a difference of some percent. A silence falls at a sixth, ' +
    "a half and five sixths of the client's heartbeat, counted from its connection; it gets twice the interval, the timeout and 15 s.",
  'Recovery counts from the end of the failure, or from its beginning where only the old link was hit: then it holds the ' +
    'detection. A client that waits longer before its first attempt than new connections are disturbed (1.2 s to 3 s) never meets that.',
  'A verdict is no mark: to stay away after Close 1000, or to give up at 401, may be just what is wanted. A client without a ' +
    'heartbeat cannot notice a silent link. A figure behind > is the time that was waited.',
];
