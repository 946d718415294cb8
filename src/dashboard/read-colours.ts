const names = [
  ...['paper', 'raised', 'line', 'strong-line', 'ink', 'soft', 'accent', 'accent-wash'],
  ...['good', 'bad', 'bad-wash', 'warn', 'band'],
] as const;

/** The colours of the theme by their names, as a canvas takes them. */
export type Colours = Readonly<Record<(typeof names)[number], string>>;

/** Reads the colours that the style has now: a canvas knows no `var()` and no `light-dark()`. */
export function readColours(place: Element): Colours {
  const probe = document.createElement('i');
  probe.hidden = true;
  place.append(probe);
  const pairs = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(pairs) as Colours;
}
