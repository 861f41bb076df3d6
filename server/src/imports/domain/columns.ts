import type {
  ColumnTarget,
  ConsentField,
  ImportDelimiter,
  PersonField,
} from '../../contracts/imports';
import { parsePhone } from '../../kernel/read-phone';

const DELIMITERS: ImportDelimiter[] = [';', ',', '\t', '|'];

/** How often each delimiter stands outside of quotes in a line. */
const countOutside = (line: string, delimiter: string): number => {
  let n = 0;
  let isQuoted = false;
  for (const char of line) {
    if (char === '"') isQuoted = !isQuoted;
    else if (char === delimiter && !isQuoted) n += 1;
  }
  return n;
};

/** The delimiter that splits the first lines most evenly; `,` when none does (a file of one column). */
export const guessDelimiter = (text: string): ImportDelimiter => {
  const lines = text
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const scored = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => countOutside(line, delimiter));
    const first = counts[0] ?? 0;
    const same = counts.filter((n) => n === first).length;
    return { delimiter, score: first === 0 ? 0 : (same / lines.length) * 100 + first };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0 ? best.delimiter : ',';
};

/** Letters of both languages to one form, without marks, spaces and punctuation. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]/gu, '');

type Field = PersonField | ConsentField;

/**
 * What people write above their columns, in plain form, English and Turkish. A consent column only where the name is the
 * field's own: `izin` alone does not say to what they agreed, and the importer is asked.
 */
const NAMES: Record<Field, string[]> = {
  phone:
    `phone phonenumber telephone tel mobile mobilephone mobilenumber cell cellphone cellnumber whatsapp whatsappnumber
    whatsappno gsm gsmno number msisdn telefon telefonno telefonnumarasi telefonu cep ceptel ceptelefonu ceptelefon
    cepno cepnumarasi numara no1 tel1 telefon1 phone1 contactnumber iletisim iletisimno gsmnumarasi mobil mobiltelefon`.split(
      /\s+/
    ),
  waId: `waid wanumber whatsappid whatsappkimligi whatsappkimlik wakimligi jid chatid`.split(/\s+/),
  name: `name fullname displayname customer customername contact contactname person adsoyad adisoyadi adsoyadi isim isimsoyisim
    isimsoyad adivesoyadi advesoyad musteri musteriadi kisi kisiadi unvan adsoyisim ismi`.split(
    /\s+/
  ),
  givenName: `firstname givenname forename first ad adi onad birinciad`.split(/\s+/),
  familyName: `lastname surname familyname last secondname soyad soyadi soyisim soyismi`.split(
    /\s+/
  ),
  email:
    `email emailaddress mail mailaddress eposta epostaadresi mailadresi elektronikposta emailadresi`.split(
      /\s+/
    ),
  language: `language lang locale languagecode dil dilkodu dili`.split(/\s+/),
  timezone: `timezone tz zone saatdilimi zamandilimi`.split(/\s+/),
  town: `town city towncity province hometown location il ilce sehir sehri il ilce konum bulunduguil yasadigisehir`.split(
    /\s+/
  ),
  tags: `tags tag labels label segment segments etiket etiketler etiketi`.split(/\s+/),
  marketingConsent:
    `marketingconsent whatsappmarketingconsent pazarlamaizni whatsapppazarlamaizni`.split(/\s+/),
  utilityConsent:
    `utilityconsent whatsapputilityconsent bilgilendirmeizni whatsappbilgilendirmeizni`.split(
      /\s+/
    ),
  consentDate: `consentdate dateofconsent izintarihi`.split(/\s+/),
  consentSource: `consentsource whereconsent izinkaynagi neredeizin`.split(/\s+/),
};
const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.map((name) => [name, field as Field] as const)
  )
);

export interface CustomName {
  key: string;
  label: string;
  labelTr: string | null;
}

/**
 * Matches columns by their names, in English and Turkish, and to profile fields by key or label; a column whose values are
 * mostly phone numbers is the phone when no name says so. Each field is taken once, by the first column.
 */
export const matchColumns = (
  header: readonly string[],
  sample: readonly (readonly string[])[],
  { custom, country }: { custom: readonly CustomName[]; country: string }
): ColumnTarget[] => {
  const taken = new Set<string>();
  const take = (target: string | undefined): ColumnTarget => {
    if (target === undefined || taken.has(target)) return null;
    taken.add(target);
    return target;
  };
  const named = new Map(
    custom.flatMap(({ key, label, labelTr }) =>
      [key, label, labelTr ?? ''].filter(Boolean).map((word) => [plain(word), `custom:${key}`])
    )
  );
  const targets = header.map((name) => {
    const word = plain(name);
    const own = BY_NAME.get(word);
    // A company that made its own field for the town means that one.
    return take(own === 'town' ? (named.get(word) ?? own) : (own ?? named.get(word)));
  });
  // A file with `Ad` alone means the whole name.
  const given = targets.indexOf('givenName');
  if (given >= 0 && !targets.includes('familyName') && !targets.includes('name'))
    targets[given] = 'name';
  if (!targets.includes('phone') && !targets.includes('waId')) {
    const looks = header.findIndex(
      (_, i) => targets[i] === null && isPhoneColumn(sample, i, country)
    );
    if (looks >= 0) targets[looks] = 'phone';
  }
  return targets;
};

const isPhoneColumn = (
  sample: readonly (readonly string[])[],
  column: number,
  country: string
): boolean => {
  const values = sample.map((row) => row[column]?.trim() ?? '').filter(Boolean);
  const phones = values.filter((value) => parsePhone(value, country).ok);
  return values.length > 0 && phones.length * 2 > values.length;
};

/** Whether the first row names the columns: it has words, and none of its cells is a phone number or an e-mail address. */
export const looksLikeHeader = (row: readonly string[], country: string): boolean => {
  const cells = row.map((cell) => cell.trim()).filter(Boolean);
  if (cells.length === 0) return false;
  if (cells.some((cell) => BY_NAME.has(plain(cell)))) return true;
  return cells.every(
    (cell) => /\p{L}/u.test(cell) && !cell.includes('@') && !parsePhone(cell, country).ok
  );
};

/** A…Z, AA… as spreadsheets name columns. */
export const columnName = (index: number): string => {
  const rest = Math.floor(index / 26);
  return `${rest > 0 ? columnName(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`;
};

/** Header as shown: an empty cell gets the spreadsheet's name. */
export const headerNames = (row: readonly string[]): string[] =>
  row.map((cell, i) => cell.trim() || columnName(i));
