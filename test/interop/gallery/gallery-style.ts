/** The style of the gallery's page: light and dark, and readable on a phone, where wide tables scroll by themselves. */
export const galleryStyle = `
:root { color-scheme: light dark; --ground: #fff; --ink: #1d2229; --quiet: #5a6472; --line: #d5dae1; --head: #f2f4f7;
  --recovered: #d9f2de; --unaffected: #e8f1fb; --undetected: #fbe3c0; --stuck: #f9d6d3; --gave-up: #f0d9f2; --crashed: #e7c1c1;
  --spurious: #fdf0b0; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181d; --ink: #e4e8ed; --quiet: #9aa5b3; --line: #343c46; --head: #1e242b;
  --recovered: #173a22; --unaffected: #182c42; --undetected: #4a3510; --stuck: #4b1f1c; --gave-up: #3d1f41; --crashed: #5a1414;
  --spurious: #474008; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 110rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
p { max-width: 50rem; }
.scroll { overflow-x: auto; border: 1px solid var(--line); }
table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; white-space: nowrap; }
th { background: var(--head); }
tbody th { position: sticky; left: 0; }
@media (max-width: 40rem) { tbody th { white-space: normal; min-width: 6rem; max-width: 8rem; overflow-wrap: anywhere; } }
td.wide { white-space: normal; min-width: 14rem; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
summary { cursor: pointer; padding: .5rem 0; font-weight: 600; }
.recovered { background: var(--recovered); } .unaffected { background: var(--unaffected); }
.undetected { background: var(--undetected); } .stuck { background: var(--stuck); } .gave-up { background: var(--gave-up); }
.crashed { background: var(--crashed); } .spurious { background: var(--spurious); }
`;
