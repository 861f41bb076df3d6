import type { InputWords } from '../../kernel/input-words';

type Said = readonly [text: string, advice: string];

const words = (en: Said, tr: Said): InputWords => ({
  en: { text: en[0], advice: en[1] },
  tr: { text: tr[0], advice: tr[1] },
});

/** Why a trigger is not saved, and what to do. Fields are named as the Content Manager names them. */
export const triggerWords = {
  noType: () =>
    words(
      ['This content type cannot be watched.', 'Choose another content type.'],
      ['Bu içerik türü izlenemez.', 'Başka bir içerik türü seçin.']
    ),
  noField: (name: string) =>
    words(
      [`The content type has no field “${name}” that can be watched.`, 'Choose another field.'],
      [`İçerik türünde izlenebilen bir “${name}” alanı yok.`, 'Başka bir alan seçin.']
    ),
  noNumber: (label: string) =>
    words(
      [`“${label}” is not a number.`, 'Choose a field with a number.'],
      [`“${label}” bir sayı alanı değil.`, 'Sayı içeren bir alan seçin.']
    ),
  noDate: (label: string) =>
    words(
      [`“${label}” is not a date.`, 'Choose a field with a date.'],
      [`“${label}” bir tarih alanı değil.`, 'Tarih içeren bir alan seçin.']
    ),
  noTime: (label: string) =>
    words(
      [`“${label}” has no time of day.`, 'Enter a time of day.'],
      [`“${label}” alanında saat yok.`, 'Günün saatini girin.']
    ),
  noDrafts: () =>
    words(
      ['This content type has no drafts.', 'Choose another trigger.'],
      ['Bu içerik türünde taslak yok.', 'Başka bir tetikleyici seçin.']
    ),
  noValue: (label: string, value: string) =>
    words(
      [`“${label}” has no value “${value}”.`, 'Choose another value.'],
      [`“${label}” alanının “${value}” diye bir değeri yok.`, 'Başka bir değer seçin.']
    ),
  sameTwice: () =>
    words(
      ['Both values are the same.', 'Choose another value.'],
      ['İki değer aynı.', 'Başka bir değer seçin.']
    ),
};
