import { matchesType } from '../../../server/src/strapi/upload-security';

describe('types as the host means them in the security of its media library', () => {
  it.each([
    ['image/png', 'image/png', true],
    ['image/png', 'IMAGE/PNG', true],
    ['image/png', 'image/*', true],
    ['image/png', '*', true],
    ['image/svg+xml', '*xml', true],
    ['image/svg+xml', 'image/*+xml', true],
    ['application/xml', '*/xml', true],
    ['image/png', '*xml', false],
    ['application/pdf', 'image/*', false],
    ['image/png', 'image/p', false],
    ['xximage/png', 'image/png', false],
    ['image/svg+xml', 'image/svgxml', false],
    ['imagexpng', 'image.png', false],
  ])('takes %s for %s: %s', (mime, pattern, expected) => {
    expect(matchesType(mime, pattern)).toBe(expected);
  });
});
