/** What decides how a browser is started. */
export interface ChromiumFlagOptions {
  readonly profile: string;
  /** Chromium refuses its sandbox to root. */
  readonly isRoot: boolean;
  /** Base64 of the SHA-256 of a public key: a certificate with exactly this key is accepted. */
  readonly trustedKey: string | undefined;
  /** The user's, which come last and so win. */
  readonly args: readonly string[];
}

/** Things that would connect to somewhere by themselves, or change what a page sees of the network. */
const disabledFeatures = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'InterestFeedContentSuggestions',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'Translate',
  // Asks the user whether a page from elsewhere may talk to this machine; nobody is there to answer.
  'LocalNetworkAccessChecks',
  // Of a navigation to http:// it would try https:// first.
  'HttpsUpgrades',
];

const flags = [
  '--headless',
  // Commands come through fd 3 and answers leave through fd 4: no port is open, and without us the browser ends.
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--disable-gpu',
  '--mute-audio',
  '--hide-scrollbars',
  // A container's /dev/shm is often too small.
  '--disable-dev-shm-usage',
  '--log-level=3',
  // No connection of its own: updates, field trials, safe browsing, accounts, reports, model downloads.
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-extensions-with-background-pages',
  '--disable-component-update',
  '--disable-crash-reporter',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-field-trial-config',
  '--disable-quic',
  '--disable-sync',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  // Two services cannot be turned off; at this port, which Chromium holds to be unsafe, their requests end unsent.
  '--component-updater=url-source=http://127.0.0.1:9/',
  '--gaia-url=http://127.0.0.1:9',
  // A page nobody looks at runs like one in front: throttled timers would be measured as the client's slowness.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-hang-monitor',
  '--disable-popup-blocking',
];

/** The command line of a headless Chromium that does what a page asks for, and nothing of its own accord. */
export function chromiumFlags({ profile, isRoot, trustedKey, args }: ChromiumFlagOptions): readonly string[] {
  return [
    ...flags,
    `--disable-features=${disabledFeatures.join(',')}`,
    `--user-data-dir=${profile}`,
    ...(isRoot ? ['--no-sandbox'] : []),
    ...(trustedKey === undefined ? [] : [`--ignore-certificate-errors-spki-list=${trustedKey}`]),
    ...args,
  ];
}
