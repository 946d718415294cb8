import { type ComponentChild, type ComponentChildren, h } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface ViewDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

/** A window over the page: the browser keeps the focus inside, closes it by Escape, and gives the focus back. */
export function ViewDialog({ title, onClose, children }: ViewDialogProps): ComponentChild {
  const place = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = place.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return h(
    'dialog',
    { ref: place, 'aria-labelledby': 'dialog-title', onClose },
    h(
      'div',
      { class: 'section-head' },
      h('h2', { id: 'dialog-title' }, title),
      h('button', { type: 'button', class: 'end bare', onClick: onClose }, 'Close ', h('kbd', null, 'Esc')),
    ),
    children,
  );
}
