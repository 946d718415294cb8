import { LineCounter, parseDocument, type YAMLError } from 'yaml';
import { convertYaml, type YamlReading } from './convert-yaml.ts';
import { type Place, problemAt, type SourceText } from './place.ts';
import { measureYamlDepth } from './yaml-depth.ts';

/** Characters; a scenario is a page or two. */
const maxLength = 2 ** 20;
/** Garbage gives a syntax error at every other character; the first few tell it all. */
const maxSyntaxErrors = 20;

/** Far more than the format needs, far less than the stack bears. */
const maxDepth = 50;

/** Reads one document of YAML 1.2 (core schema, merge keys). Never throws. */
export function readYaml(file: string, text: string): YamlReading {
  const lines = new LineCounter();
  const source: SourceText = { file, text, lines };
  const refuse = (message: string, offset = 0, length = 1): YamlReading => ({
    kind: 'problems',
    problems: [problemAt({ source, offset, length }, message)],
  });

  if (text.length > maxLength) {
    return refuse(`the file has ${text.length} characters; a scenario has at most ${maxLength}`);
  }
  const noText = text.indexOf('\0');
  if (noText >= 0) return refuse(`the file is not text: character ${noText + 1} is NUL`);

  try {
    const { depth, offset } = measureYamlDepth(text, lines.addNewLine);
    if (depth > maxDepth) return refuse(`the YAML is nested ${depth} levels deep; at most ${maxDepth}`, offset);
    // Duplicate keys are found on conversion: yaml's own search is quadratic.
    const options = { schema: 'core', uniqueKeys: false, prettyErrors: false } as const;
    const document = parseDocument(text, options);
    const errors = [...document.errors, ...document.warnings].slice(0, maxSyntaxErrors);
    if (errors.length > 0) {
      return { kind: 'problems', problems: errors.map((error) => problemAt(placeOf(source, error), describe(error))) };
    }
    if (document.contents === null) return refuse('the file is empty; a scenario has at least a version and a name');
    return convertYaml(document.contents, source);
  } catch (error) {
    return refuse(`the YAML cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function placeOf(source: SourceText, { pos: [start, end] }: YAMLError): Place {
  const offset = Math.min(start, Math.max(0, source.text.length - 1));
  return { source, offset, length: end - start };
}

function describe({ code, message }: YAMLError): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent in YAML; use spaces';
    case 'MULTIPLE_DOCS':
      return 'a second document begins here ("---"); a scenario is one document';
    default:
      return `invalid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
  }
}
