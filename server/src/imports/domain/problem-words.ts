import { byWord } from '../../kernel/words';

type Language = 'en' | 'tr';

/** What is wrong with a row, for the downloaded list. The admin's own words are in its translations. */
const WORDS = byWord<Record<Language, string>>({
  'phone-empty': { en: 'No phone number', tr: 'Telefon numarası yok' },
  'phone-too-long': {
    en: 'Too long for one phone number',
    tr: 'Telefon numarası olamayacak kadar uzun',
  },
  'phone-user-id': {
    en: 'This is a WhatsApp user ID, not a number',
    tr: 'Bu bir WhatsApp kullanıcı kimliği, numara değil',
  },
  'phone-not-a-number': { en: 'Not a phone number', tr: 'Telefon numarası değil' },
  'phone-country-missing': {
    en: 'The country code is missing',
    tr: 'Ülke kodu eksik',
  },
  'phone-extension': {
    en: 'Numbers with an extension cannot use WhatsApp',
    tr: 'Dahili numarası olan hatlarda WhatsApp kullanılamaz',
  },
  'phone-not-valid': {
    en: 'Not a valid number in its country',
    tr: 'Ülkesinde geçerli bir numara değil',
  },
  'phone-other-country': {
    en: 'Not a number of the chosen country. The country code is missing',
    tr: 'Seçilen ülkenin numarası değil. Ülke kodu eksik',
  },
  'phone-unknown-range': {
    en: 'The row is imported, but the number is outside the country’s numbering plan. Check the number',
    tr: 'Satır aktarılır. Numara, ülkenin numara planına uymuyor. Numarayı kontrol edin',
  },
  'phone-letter-o': {
    en: 'The row is imported. The letter O is read as zero',
    tr: 'Satır aktarılır. O harfi sıfır olarak okunur',
  },
  'phone-first-of-several': {
    en: 'The row is imported. The cell has several numbers; the first mobile number is used',
    tr: 'Satır aktarılır. Hücrede birden fazla numara var; ilk cep numarası kullanılır',
  },
  'user-id-not-valid': {
    en: 'Not a WhatsApp user ID',
    tr: 'WhatsApp kullanıcı kimliği değil',
  },
  'wa-id-not-valid': {
    en: 'The row is imported without the WhatsApp ID, which is not a number with a country code',
    tr: 'Satır, WhatsApp kimliği olmadan aktarılır. Kimlik, ülke koduyla yazılmış bir numara değil',
  },
  'phone-cut': {
    en: 'The spreadsheet cut off digits (format the column as text, then export the file again)',
    tr: 'Tablo programı rakamları kesmiş (sütunun biçimini metin yapıp dosyayı yeniden dışa aktarın)',
  },
  'email-not-valid': {
    en: 'The row is imported without the e-mail address, which is not valid',
    tr: 'Satır, e-posta adresi olmadan aktarılır. Adres geçerli değil',
  },
  'language-not-valid': {
    en: 'The row is imported without the language (use a code such as tr or en-GB)',
    tr: 'Satır, dil olmadan aktarılır (tr veya en-GB gibi bir kod kullanın)',
  },
  'timezone-not-valid': {
    en: 'The row is imported without the time zone (use a name such as Europe/London)',
    tr: 'Satır, saat dilimi olmadan aktarılır (Europe/Istanbul gibi bir ad kullanın)',
  },
  'field-not-valid': {
    en: 'The row is imported without this value, which is not valid for its field',
    tr: 'Satır, bu değer olmadan aktarılır. Değer, bu alan için geçerli değil',
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
    en: 'The consent date cannot be read or is in the future (an opt-in is not recorded; an opt-out counts from the import)',
    tr: 'İzin tarihi okunamıyor ya da gelecekte (izin kaydedilmez; abonelikten çıkış içe aktarma anından itibaren geçerlidir)',
  },
  double: {
    en: 'The same contact is on an earlier row',
    tr: 'Aynı kişi daha önceki bir satırda var',
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
