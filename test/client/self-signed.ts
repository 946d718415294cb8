/**
 * A self-signed certificate for `wschaos.test`, valid from 2020 to 2120, and its key. Node cannot make certificates; these
 * exist for the tests only and protect nothing.
 */
export const selfSigned = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBZDCCAQqgAwIBAgIBATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAx3c2NoYW9z
LnRlc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBcxFTATBgNV
BAMMDHdzY2hhb3MudGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKyR9Yb0
xhPwmP6+kpniww3njHCAdcEVh4Topdt1oHg2+hT1JW7B23ZPakUqsoXSDj3YJSZO
4D4iSG8aDkMIkQSjRTBDMBcGA1UdEQQQMA6CDHdzY2hhb3MudGVzdDAJBgNVHRME
AjAAMB0GA1UdDgQWBBSprcrYUoJy+ChgoUHazmi8fZ1w6TAKBggqhkjOPQQDAgNI
ADBFAiEAh0siRxNMzwbta0oMUQBbh49/cwc0dUuCTT/M/dadQ1ACIGhQzjf3xNk7
ebfvGnTTToWRLliAH+Zt0aPAimenYW1Y
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgX7Z3BdzdjUkVShiL
xdvZWn1qW9ozA/gd48J6H5iEJKOhRANCAASskfWG9MYT8Jj+vpKZ4sMN54xwgHXB
FYeE6KXbdaB4NvoU9SVuwdt2T2pFKrKF0g492CUmTuA+IkhvGg5DCJEE
-----END PRIVATE KEY-----
`,
} as const;
