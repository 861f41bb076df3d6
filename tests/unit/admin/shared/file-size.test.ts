import { createIntl } from 'react-intl';
import { sizeOf } from '../../../../admin/src/shared/file-size';

it.each([
  [1, '1 byte'],
  [16, '16 bytes'],
  [2_345_678, '2.3 MB'],
])('a file of %d bytes has a size of %s', (bytes, words) => {
  expect(createIntl({ locale: 'en' }).formatNumber(...sizeOf(bytes))).toBe(words);
});
