import { byWord } from '../../kernel/words';

type Language = 'en' | 'tr';

/** What is wrong with a row, for the downloaded list. The admin's own words are in its translations. */
const WORDS = byWord<Record<Language, string>>({
  'phone-empty': { en: 'No phone number', tr: 'Telefon numarası yok' },
  'phone-too-long': {
    en: 'More than one phone number in the cell',
    tr: 'Hücrede birden fazla telefon numarası var',
  },
  'phone-user-id': {
    en: 'This is a WhatsApp user id, not a number',
    tr: 'Bu bir WhatsApp kullanıcı kimliği, numara değil',
  },
  'phone-not-a-number': { en: 'This is not a phone number', tr: 'Bu bir telefon numarası değil' },
  'phone-country-missing': {
    en: 'The country code is missing',
    tr: 'Ülke kodu eksik',
  },
  'phone-extension': {
    en: 'A number with an extension has no WhatsApp',
    tr: 'Dahili numaralı bir hattın WhatsApp’ı olmaz',
  },
  'phone-not-valid': {
    en: 'No such number exists in its country',
    tr: 'Ülkesinde böyle bir numara yok',
  },
  'phone-other-country': {
    en: 'Not a number of the country of this list: the country code is missing',
    tr: 'Bu listenin ülkesinde böyle bir numara yok: ülke kodu eksik',
  },
  'phone-unknown-range': {
    en: 'Imported. Check the number: its range is not in the numbering plan of its country',
    tr: 'Aktarıldı. Numarayı denetleyin: bu aralık ülkesinin numara planında yok',
  },
  'phone-letter-o': {
    en: 'Imported. The letter O was read as a zero',
    tr: 'Aktarıldı. O harfi sıfır olarak okundu',
  },
  'phone-first-of-several': {
    en: 'Imported. Several numbers in the cell: the first mobile number was taken',
    tr: 'Aktarıldı. Hücrede birden fazla numara var: ilk cep numarası alındı',
  },
  'user-id-not-valid': {
    en: 'This is not a WhatsApp user id',
    tr: 'Bu bir WhatsApp kullanıcı kimliği değil',
  },
  'phone-cut': {
    en: 'The spreadsheet cut digits off; format the column as text and export again',
    tr: 'Tablo programı rakamları kesmiş; sütunu metin yapıp yeniden dışa aktarın',
  },
  'email-not-valid': {
    en: 'Imported without the e-mail address: it is not valid',
    tr: 'E-posta adresi olmadan aktarıldı: adres geçerli değil',
  },
  'language-not-valid': {
    en: 'Imported without the language: not a code such as tr or en-GB',
    tr: 'Dil olmadan aktarıldı: tr veya en-GB gibi bir kod değil',
  },
  'timezone-not-valid': {
    en: 'Imported without the time zone: not a name such as Europe/Istanbul',
    tr: 'Saat dilimi olmadan aktarıldı: Europe/Istanbul gibi bir ad değil',
  },
  'field-not-valid': {
    en: 'Imported without this field: the value does not fit it',
    tr: 'Bu alan olmadan aktarıldı: değer alana uymuyor',
  },
  'row-too-long': {
    en: 'The row has more than 100 kB of text',
    tr: 'Satırda 100 kB’tan fazla metin var',
  },
  'row-too-wide': {
    en: 'The row has more than 200 columns',
    tr: 'Satırda 200’den fazla sütun var',
  },
  'quote-open': {
    en: 'A quotation mark in this row is not closed',
    tr: 'Bu satırdaki bir tırnak işareti kapatılmamış',
  },
  'consent-date-not-read': {
    en: 'The consent date cannot be read or has not come yet: a yes is not recorded, a no counts from the import',
    tr: 'İzin tarihi okunamıyor ya da henüz gelmedi: “evet” kaydedilmez, “hayır” aktarım anından itibaren geçerlidir',
  },
  double: {
    en: 'The same number stands further up in the file',
    tr: 'Aynı numara dosyada daha yukarıda var',
  },
});

/** A problem in words: why, and what stood there. */
export const problemWords = (
  { reason, detail }: { reason: string; detail?: string | null | undefined },
  language: Language
): string => {
  const words = WORDS.get(reason)?.[language] ?? reason;
  return detail ? `${words}: ${detail}` : words;
};
