import { type ComponentChild, h } from 'preact';
import { keyTable } from './key-table.ts';
import { ViewDialog } from './view-dialog.ts';

/** The list of all keys. */
export function ViewKeys({ onClose }: { readonly onClose: () => void }): ComponentChild {
  return h(ViewDialog, {
    ...{ title: 'Keys', onClose },
    children: h(
      'dl',
      { class: 'keys' },
      keyTable.map(([key, what]) => h('div', { key }, h('dt', null, h('kbd', null, key)), h('dd', null, what))),
    ),
  });
}
