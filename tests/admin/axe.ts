import { readFileSync } from 'node:fs';

interface Found {
  violations: { id: string; nodes: { html: string }[] }[];
}
const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** What jsdom cannot judge (it paints nothing), and the frame that Strapi puts around pages. */
const NOT_HERE = ['color-contrast', 'region', 'landmark-one-main', 'page-has-heading-one'];

/** What axe finds wrong with what is on screen, one line for each kind. */
export const violations = async (): Promise<string[]> => {
  if (!('axe' in window)) window.eval(source);
  const { axe } = window as unknown as { axe: { run(at: Element): Promise<Found> } };
  const found = await axe.run(document.body);
  return found.violations
    .filter(({ id }) => !NOT_HERE.includes(id))
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`);
};
