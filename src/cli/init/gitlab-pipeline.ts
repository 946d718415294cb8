/** Runs the scenarios on several machines and judges the whole, in every pipeline. */
export const gitlabPipeline = `# How the WebSocket client comes through failures of the network. wschaos must be among the devDependencies.
stages: [wschaos, wschaos-report]

wschaos:
  stage: wschaos
  image: node:22
  parallel: 2 # as many machines as you like
  script:
    - npm ci
    # The last job judges: what fails here would only stand there twice.
    - npx wschaos run --shard auto --output shard-$CI_NODE_INDEX --warn-only
  artifacts:
    when: always
    paths: [shard-*/]

wschaos-report:
  stage: wschaos-report
  image: node:22
  when: always
  needs: [wschaos]
  script:
    - npm ci
    - npx wschaos report shard-*/results.json --reporter table,junit,html
  artifacts:
    when: always
    # The results name the traces where the shards left them.
    paths: [wschaos-results/, shard-*/traces/]
    reports:
      junit: wschaos-results/junit.xml
`;
