/** GitHub's notation for what it fills in. */
const filled = (name: string): string => `\${{ ${name} }}`;

const prepare = `      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22, cache: npm }
      - run: npm ci`;

/** Runs the scenarios on several machines and judges the whole, on every pull request. */
export const githubWorkflow = `# How the WebSocket client comes through failures of the network, on every pull request. wschaos must be among the
# devDependencies.
name: wschaos
on:
  pull_request:
  workflow_dispatch:
permissions:
  contents: read
jobs:
  run:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    strategy:
      fail-fast: false
      matrix:
        shard: [1, 2] # as many machines as you like
    steps:
${prepare}
      # The last job judges: what fails here would only stand there twice.
      - run: npx wschaos run --shard ${filled('matrix.shard')}/${filled('strategy.job-total')} --output shard-${filled('matrix.shard')} --warn-only
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: wschaos-shard-${filled('matrix.shard')}
          path: shard-${filled('matrix.shard')}
  report:
    needs: run
    if: always()
    runs-on: ubuntu-latest
    steps:
${prepare}
      - uses: actions/download-artifact@v4
        with: { pattern: wschaos-shard-*, path: shards }
      # Annotations at the lines of the scenarios, the summary of the job, and a page with the timeline of every iteration.
      - run: npx wschaos report shards/*/results.json --reporter table,github,markdown,junit,html
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: wschaos-results
          # The results name the traces where the shards left them.
          path: |
            wschaos-results
            shards/*/traces
`;
