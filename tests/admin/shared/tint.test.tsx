import { darkTheme, lightTheme } from '@strapi/design-system';
import { tint } from '../../../admin/src/shared/tint';

const TONES = ['primary', 'warning', 'danger', 'success'] as const;

describe('the ground of a bubble, a chip or a note', () => {
  it('[X-12] is another one for each meaning in the dark theme too, and none is the other side’s', () => {
    const { colors } = darkTheme;
    // Strapi's own palest tones are one near-black there.
    expect(new Set(TONES.map((tone) => colors[`${tone}100`])).size).toBe(1);
    const grounds = TONES.map((tone) => tint(darkTheme, tone));
    expect(new Set([...grounds, colors.neutral0, colors.neutral100]).size).toBe(TONES.length + 2);
  });

  it('is Strapi’s palest tone in the light theme', () => {
    expect(TONES.map((tone) => tint(lightTheme, tone))).toEqual(
      TONES.map((tone) => lightTheme.colors[`${tone}100`])
    );
  });
});
