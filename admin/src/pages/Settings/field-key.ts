/** A key made of a label as people type it: `Doğum günü` → `dogum_gunu`. Empty when nothing of it can stand in a key. */
export const keyOfLabel = (label: string): string =>
  label
    .toLocaleLowerCase('tr')
    .replaceAll('ı', 'i')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);
