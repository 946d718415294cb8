import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { replaceSections } from '../../architecture/readme-sections.ts';
import { formatHtml } from './format-html.ts';
import { formatMarkdown } from './format-markdown.ts';
import { formatMatrix } from './format-matrix.ts';
import type { Gallery } from './gallery.ts';

/** Writes the gallery into the folder; returns the files. */
export function writeGallery(folder: string, gallery: Gallery): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const texts = { 'gallery.md': formatMarkdown(gallery), 'gallery.html': formatHtml(gallery) };
  return Object.entries(texts).map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}

/** Puts the matrix between its markers in the README. */
export function writeIntoReadme(file: string, gallery: Gallery): void {
  writeFileSync(file, replaceSections(readFileSync(file, 'utf8'), { gallery: formatMatrix(gallery) }));
}
