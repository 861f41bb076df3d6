import { stillUsed } from '../../../server/src/kernel/still-used';

const group = { en: 'group', tr: 'grup', object: 'grubu' };

describe('the words of what is in use', () => {
  it('[X-13] name what uses it in both languages, and say where only an earlier version does', () => {
    const { en, tr } = stillUsed([{ name: 'Menü' }, { name: 'Kargo', earlier: true }], group);
    expect(en).toEqual({
      text: 'This group is in use.',
      advice:
        'Remove this group first from: “Menü”, “Kargo” (contacts are still in an earlier version).',
    });
    expect(tr).toEqual({
      text: 'Bu grup kullanımda.',
      advice:
        'Önce bu grubu şuradan kaldırın: “Menü”, “Kargo” (önceki bir sürümde hâlâ kişiler var).',
    });
  });

  it('count what is more than ten', () => {
    const uses = Array.from({ length: 12 }, (_, i) => ({ name: `Bot ${i + 1}` }));
    const { en, tr } = stillUsed(uses, group);
    expect(en.advice).toMatch(/“Bot 10” and 2 more\.$/);
    expect(tr.advice).toMatch(/“Bot 10” ve 2 kullanım daha\.$/);
    expect(stillUsed(uses.slice(0, 10), group).en.advice).toMatch(/“Bot 10”\.$/);
  });
});
