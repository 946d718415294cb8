import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { startBrowser } from './open-dashboard.ts';

test('what stands in a control is read, and of anything else nothing', async () => {
  const entry = fileURLToPath(new URL('../../src/dashboard/read-value.ts', import.meta.url));
  const options = { bundle: true, write: false, format: 'iife', globalName: 'value' } as const;
  const { outputFiles } = await build({ entryPoints: [entry], ...options });
  await using browser = await startBrowser();
  const page = await browser.newPage();
  await page.setContent('<input value="a"><select><option>b</option></select><p>c</p>');
  const read = await page.evaluate(`(() => { ${outputFiles[0]?.text}
    const read = [];
    for (const element of document.querySelectorAll('input, select, p')) {
      element.addEventListener('change', (event) => read.push(value.readValue(event)));
      element.dispatchEvent(new Event('change'));
    }
    return read;
  })()`);
  expect(read).toEqual(['a', 'b', '']);
});
