import type { HostField } from '../../../server/src/contracts/records';
import { guessFields, isSensitive } from '../../../server/src/records/domain/guess';

const field = (path: string, type = 'string', sensitive = false): HostField => ({
  path,
  label: path,
  type,
  sensitive,
  required: false,
  related: path.includes('.'),
  choices: [],
});

describe('which fields probably mean what', () => {
  it('[P-03] knows English and Turkish names in every spelling', () => {
    const fields = [
      field('ad'),
      field('soyad'),
      field('cepTelefonu'),
      field('e_posta'),
      field('dil'),
      field('sehir'),
      field('dogum_tarihi', 'date'),
      field('pazarlamaIzni', 'boolean'),
    ];
    expect(guessFields(fields)).toEqual({
      phone: 'cepTelefonu',
      email: 'e_posta',
      name: 'ad',
      surname: 'soyad',
      language: 'dil',
      town: 'sehir',
      birthday: 'dogum_tarihi',
      consent: null,
    });
    expect(guessFields([field('whatsappNo'), field('phone')]).phone).toBe('whatsappNo');
    expect(guessFields([field('contact', 'email')]).email).toBe('contact');
  });

  it('[P-03] asks the related entry only where the type has no number and no e-mail of its own', () => {
    const order = [
      field('number'),
      field('title'),
      field('customer.phone'),
      field('customer.name'),
      field('agent.name'),
    ];
    expect(guessFields(order)).toMatchObject({ phone: 'customer.phone', name: 'customer.name' });
    expect(guessFields([field('phone'), field('customer.name')])).toMatchObject({
      phone: 'phone',
      name: null,
    });
    expect(guessFields([field('title')])).toMatchObject({ phone: null, email: null });
  });

  it('[P-03] never guesses a field of the wrong type or a sensitive one', () => {
    expect(guessFields([field('phone', 'boolean'), field('newsletter')])).toMatchObject({
      phone: null,
      consent: null,
    });
    expect(guessFields([field('phone', 'string', true)]).phone).toBeNull();
  });

  it('[P-11] never presets the consent field, whatever it is called', () => {
    for (const name of [
      'newsletter',
      'marketingConsent',
      'optIn',
      'kvkk',
      'izin',
      'customer.optIn',
    ])
      expect(guessFields([field('phone'), field(name, 'boolean')]).consent).toBeNull();
  });

  it('[P-03] takes secrets, papers and private fields for sensitive', () => {
    for (const name of ['passwordHash', 'tcNo', 'iban', 'nationalId', 'kimlikNumarasi', 'salary'])
      expect(isSensitive(name, false)).toBe(true);
    expect(isSensitive('city', false)).toBe(false);
    expect(isSensitive('city', true)).toBe(true);
  });
});
