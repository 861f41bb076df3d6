import type { ImportProblems } from '../../../server/src/contracts/imports';
import type { World } from '../../support/world';
import type { ImportDesk } from './desk';

/** Whole files as other programs write them, from the upload to the people. */
export const fileCases = (world: () => World, desk: () => ImportDesk): void => {
  it.each([1, 3])(
    '[P-10] refuses line %i of 1 MB alone, by its number, and imports the others',
    async (line) => {
      const lines = ['Ad;Cep', `Uzun Bir;0532 222 1${line} 01`, `Uzun Üç;0532 222 1${line} 03`];
      lines.splice(line - 1, 0, `Uzun İki ${'x'.repeat(1_000_000)};0532 222 1${line} 02`);
      const view = await desk().upload(lines.join('\n'));
      expect(view).toMatchObject({ header: ['Ad', 'Cep'], columns: ['name', 'phone'] });
      await desk().change(view, { consent: { kind: 'none' } });
      const dry = await desk().checked(view.id);
      expect(dry.check).toMatchObject({ state: 'done', counters: { created: 2, refused: 1 } });
      const { problems } = (
        await world().api.get<ImportProblems>(`/whatsapp/imports/${view.id}/problems`)
      ).body;
      expect(problems).toMatchObject([{ line, reason: 'row-too-long', cells: ['…'] }]);
      expect((await desk().imported(view.id)).import).toMatchObject({ state: 'done' });
      expect(await desk().person(`+905322221${line}03`)).toMatchObject({ name: 'Uzun Üç' });
    }
  );

  it('[P-12] imports the download of Meta lead ads, in UTF-16 with tabs', async () => {
    const rows = [
      ['id', 'created_time', 'form_id', 'platform', 'full_name', 'phone_number', 'city'],
      ['l:1', '2026-03-01T10:00:00+03:00', 'f:2', 'ig', 'Işıl Çağ', 'p:+905322224001', 'Muğla'],
      ['l:2', '2026-03-01T11:00:00+03:00', 'f:2', 'fb', 'Zoë Łoś', 'p:+48512345678', 'Łódź'],
    ];
    const text = rows.map((row) => row.join('\t')).join('\r\n');
    const view = await desk().upload(Buffer.from(`\ufeff${text}\r\n`, 'utf16le'));
    expect(view.format).toMatchObject({ encoding: 'utf-16le', delimiter: '\t', hasHeader: true });
    await desk().change(view, { consent: { kind: 'none' } });
    const { check } = await desk().checked(view.id);
    expect(check).toMatchObject({ state: 'done', counters: { created: 2 } });
    await desk().imported(view.id);
    expect(await desk().person('+905322224001')).toMatchObject({ name: 'Işıl Çağ', town: 'Muğla' });
    expect(await desk().person('+48512345678')).toMatchObject({ name: 'Zoë Łoś', town: 'Łódź' });
  });

  it('[P-12] imports a list that names its delimiter above the header', async () => {
    const view = await desk().upload('sep=;\r\nAd;Cep\r\n"Sep; Kişi";0532 222 40 02\r\n');
    expect(view.format).toMatchObject({ delimiter: ';', hasHeader: true, skip: 1 });
    expect(view.header).toEqual(['Ad', 'Cep']);
    await desk().change(view, { consent: { kind: 'none' } });
    const { check } = await desk().checked(view.id);
    expect(check).toMatchObject({ state: 'done', done: 1, counters: { created: 1 } });
    await desk().imported(view.id);
    expect(await desk().person('+905322224002')).toMatchObject({ name: 'Sep; Kişi' });
  });
};
