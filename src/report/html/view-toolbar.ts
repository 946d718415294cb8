import type { CaseResult } from '../../result/run-result.ts';
import { countCases } from '../count-cases.ts';
import { type CaseFilter, listTags } from './filter-cases.ts';
import { element, type Markup } from './markup.ts';
import { statusWords } from './status-word.ts';

/** Search and filters above the cases. What was chosen is told by `aria-pressed` and the values of the fields. */
export function viewToolbar(
  cases: readonly Pick<CaseResult, 'status' | 'tags'>[],
  { text, status, tag }: CaseFilter,
): Markup {
  const counts = countCases(cases);
  const choice = (name: CaseFilter['status'], word: string, count: number): Markup =>
    element(
      'button',
      { type: 'button', class: 'choice', 'data-status': name ?? 'all', 'aria-pressed': String(status === name) },
      word,
      ' ',
      element('span', { class: 'count' }, String(count)),
    );
  const tags = listTags(cases);
  return element(
    'div',
    { class: 'toolbar', role: 'search' },
    element(
      'label',
      { class: 'search' },
      element('span', { class: 'unseen' }, 'Search cases'),
      element('input', {
        ...{ type: 'search', id: 'search', value: text, placeholder: 'Search cases  /', autocomplete: 'off' },
        spellcheck: 'false',
      }),
    ),
    element(
      'div',
      { class: 'choices', role: 'group', 'aria-label': 'Status' },
      choice(undefined, 'all', cases.length),
      (['fail', 'unmeasured', 'pass'] as const)
        .filter((name) => counts[name] > 0)
        .map((name) => choice(name, statusWords[name].word, counts[name])),
    ),
    tags.length > 0 &&
      element(
        'label',
        { class: 'select' },
        element('span', { class: 'unseen' }, 'Tag'),
        element(
          'select',
          { id: 'tag' },
          element('option', { value: '', selected: tag === undefined }, 'any tag'),
          // A tag may be empty, or called as nothing else: its place is its value.
          tags.map((name, place) => element('option', { value: String(place), selected: name === tag }, name)),
        ),
      ),
  );
}
