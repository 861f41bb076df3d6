/**
 * Names of columns of numbers beside English and Turkish, without spaces: German, Spanish, Portuguese, French, Italian, Dutch, the
 * languages of the North, Polish, Czech, Hungarian, Romanian, Croatian, Vietnamese and Indonesian, then other scripts.
 */
export const PHONES_ELSEWHERE =
  `telefonnummer telefonnr handy handynummer handynr mobilnummer mobilnr mobilfunk mobilfunknummer rufnummer
  telefono telefonomovil numerodetelefono movil numeromovil celular numerodecelular telefonocelular
  telefone telefonecelular telemovel numerodetelefone telephoneportable telephonemobile portable numerodeportable
  cellulare telefonocellulare numeroditelefono numerodicellulare telefoon telefoonnummer mobiel mobielnummer gsmnummer
  tlf mobiltelefonnummer puhelin puhelinnumero matkapuhelin kannykka numertelefonu nrtelefonu komorka telefonkomorkowy
  cislotelefonu telefonnicislo mobilnitelefon telefonszam mobilszam mobiltelefonszam numardetelefon telefonmobil
  mobitel brojtelefona brojmobitela sodienthoai dienthoai didong sdt telepon notelepon nomortelepon nohp nomorhp ponsel handphone
  телефон номертелефона мобильный мобильныйтелефон сотовый сотовыйтелефон номертелефону мобільний мобільнийтелефон мобилен
  τηλεφωνο κινητο κινητοτηλεφωνο טלפון נייד טלפוןנייד هاتف الهاتف جوال الجوال رقمالهاتف رقمالجوال موبايل الموبايل تلفن موبایل تلفنهمراه
  โทรศัพท์ เบอร์โทร เบอร์โทรศัพท์ มือถือ เบอร์มือถือ मोबाइल फोन मोबाइलनंबर
  電話 電話番号 携帯 携帯電話 携帯番号 携帯電話番号 电话 电话号码 手机 手机号 手机号码 電話號碼 手機 手機號碼 行動電話
  전화 전화번호 휴대폰 휴대전화 휴대폰번호 휴대전화번호 핸드폰`.split(/\s+/);

/** Names under which lists have other numbers as well: they count where no other column says that it has phone numbers. */
export const VAGUE_PHONES = 'number numara no1 iletisim iletisimno hp'.split(' ');

/** Beginnings of words for a mobile number. */
export const MOBILE_WORDS =
  `mobil mobiel mobit cell cep gsm whatsapp handy handph movil celular portable telemov komork matkapuh kannyk
  ponsel didong мобил мобіл сотов κινητ נייד جوال الجوال موبا الموبا موبی همراه มือถือ เบอร์มือถือ मोबाइल 携帯 手机 手機 行動 휴대 핸드폰`.split(
    /\s+/
  );

/** Beginnings of words for any phone number. */
export const PHONE_WORDS =
  `phone telef telep tlf puhelin rufnummer dienthoai sdt телеф τηλ טלפון هاتف الهاتف تلفن โทร เบอร์โทร फोन 電話 电话 전화`.split(
    ' '
  );
