/** For searching: without case and marks, so that "siparis" finds "Sipariş". */
export const folded = (text: string): string =>
  text.toLocaleLowerCase('tr').normalize('NFKD').replace(/\p{M}/gu, '').replace(/ı/g, 'i');
