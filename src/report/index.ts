import type { Reporter } from './define-reporter.ts';
import { github } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { plain } from './plain.ts';
import { prometheus } from './prometheus.ts';
import { table } from './table.ts';

/** Every reporter, in the order of the help. */
export const reporters: readonly Reporter[] = [table, plain, json, jsonl, junit, html, markdown, github, prometheus];
