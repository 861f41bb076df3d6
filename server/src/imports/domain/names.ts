import { fold } from '../../contracts/fold';
import type { ConsentField, PersonField } from '../../contracts/imports';
import { PHONES_ELSEWHERE, VAGUE_PHONES } from './phone-words';

/** Folded letters without spaces and punctuation: a column `Strasse` is the field `Straße`. */
export const plain = (text: string): string => fold(text).replace(/[^\p{L}\p{N}\p{M}]/gu, '');

type Field = PersonField | ConsentField;

/**
 * What people write above their columns, English and Turkish; numbers, without which no list can be imported, in other languages
 * too. A consent column only where the name is the field's own: `izin` alone does not say to what they agreed, and the importer is
 * asked.
 */
const NAMES: Record<Field, string[]> = {
  phone: [
    ...`phone phonenumber phoneno telephone tel telno mobile mobilephone mobilenumber mobileno cell cellphone cellnumber whatsapp
    whatsappnumber whatsappno wanumber gsm gsmno msisdn telefon telefonno telefonnumarasi telefonu cep ceptel ceptelefonu ceptelefon
    cepno cepnumarasi tel1 telefon1 phone1 contactnumber gsmnumarasi mobil mobiltelefon`.split(
      /\s+/
    ),
    ...PHONES_ELSEWHERE,
    ...VAGUE_PHONES,
  ],
  // Not `chat id`, which other programs number, nor `WA number`, under which people type national ones.
  waId: `waid whatsappid whatsappkimligi whatsappkimlik wakimligi jid`.split(/\s+/),
  name: `name fullname displayname customer customername contact contactname person adsoyad adisoyadi adsoyadi isim isimsoyisim
    isimsoyad adivesoyadi advesoyad musteri musteriadi kisi kisiadi unvan adsoyisim ismi tamad tamadi`.split(
    /\s+/
  ),
  givenName: `firstname givenname forename first ad adi onad birinciad`.split(/\s+/),
  familyName: `lastname surname familyname last secondname soyad soyadi soyisim soyismi`.split(
    /\s+/
  ),
  email:
    `email emailaddress email1value mail mailaddress eposta epostaadresi mailadresi elektronikposta emailadresi`.split(
      /\s+/
    ),
  language: `language lang locale languagecode dil dilkodu dili`.split(/\s+/),
  timezone: `timezone tz zone saatdilimi zamandilimi`.split(/\s+/),
  town: `town city towncity homecity address1city province hometown location il ilce sehir sehri il ilce konum bulunduguil yasadigisehir`.split(
    /\s+/
  ),
  tags: `tags tag labels label segment segments categories groupmembership etiket etiketler etiketi kategoriler`.split(
    /\s+/
  ),
  groups: `groups group gruplar grup`.split(/\s+/),
  whatsappUserId: `whatsappuserid bsuid whatsappkullanicikimligi`.split(/\s+/),
  marketingConsent:
    `marketingconsent whatsappmarketingconsent pazarlamaizni whatsapppazarlamaizni`.split(/\s+/),
  utilityConsent:
    `utilityconsent whatsapputilityconsent bilgilendirmeizni whatsappbilgilendirmeizni`.split(
      /\s+/
    ),
  consentDate: `consentdate dateofconsent izintarihi`.split(/\s+/),
  consentSource: `consentsource whereconsent izinkaynagi neredeizin`.split(/\s+/),
  marketingConsentDate: `marketingconsentdate marketingconsentat pazarlamaiznitarihi`.split(/\s+/),
  marketingConsentSource:
    `marketingconsentsource marketingconsentwhere pazarlamaizniyeri pazarlamaiznikaynagi`.split(
      /\s+/
    ),
  utilityConsentDate: `utilityconsentdate utilityconsentat bilgilendirmeiznitarihi`.split(/\s+/),
  utilityConsentSource:
    `utilityconsentsource utilityconsentwhere bilgilendirmeizniyeri bilgilendirmeiznikaynagi`.split(
      /\s+/
    ),
};
const BY_NAME: ReadonlyMap<string, Field> = new Map(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.map((name) => [plain(name), field as Field] as const)
  )
);

/**
 * Words that mean the same above a column and as the label of a company's own field, in plain form, English and Turkish. A
 * district is no city: only what is the same in any list.
 */
const SAME: readonly string[][] = [
  `birthday birthdate dateofbirth dob dogumgunu dogumtarihi dtarihi dogum`.split(/\s+/),
  `phone phoneno phonenumber telephone tel mobile mobileno mobilephone mobilenumber cell cellphone telefon telefonno
    telefonnumarasi cep cepno ceptel ceptelefonu cepnumarasi gsm gsmno gsmnumarasi`.split(/\s+/),
  `email emailaddress mail mailaddress eposta epostaadresi mailadresi emailadresi`.split(/\s+/),
  `name firstname givenname forename ad adi isim ismi`.split(/\s+/),
  `surname lastname familyname soyad soyadi soyisim soyismi`.split(/\s+/),
  `city town sehir sehri il ili`.split(/\s+/),
  `gender sex cinsiyet cinsiyeti`.split(/\s+/),
  `company companyname firm organization organisation sirket sirketadi firma firmaadi`.split(/\s+/),
  `address adres adresi acikadres`.split(/\s+/),
  `postcode postalcode zip zipcode postakodu`.split(/\s+/),
  `job jobtitle occupation profession meslek meslegi`.split(/\s+/),
  `note notes comment comments not notlar aciklama`.split(/\s+/),
];
const MEANINGS: ReadonlyMap<string, number> = new Map(
  SAME.flatMap((words, meaning) => words.map((word) => [word, meaning] as const))
);

/** The same number for names of one thing (`Doğum tarihi`, `Birthday`); undefined: a name of which no other is known. */
export const meaningOfName = (name: string): number | undefined => MEANINGS.get(plain(name));

/** The field that a column of this name holds by itself; undefined: none, or the name of a company's own field. */
export const fieldOfName = (name: string): Field | undefined => BY_NAME.get(plain(name));
