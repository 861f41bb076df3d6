import { useState } from 'react';
import { screen } from '@testing-library/react';
import { VariableField } from '../../../admin/src/shared/VariableField';
import type { SlotBinding, TemplateSlot } from '../../../server/src/contracts/templates';
import { contact, slot } from '../../unit/admin/campaigns/builders';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

interface SetUp {
  readonly email?: string | null;
  readonly locale?: string;
  readonly routes?: Routes;
}
const setUp = async (
  part: Partial<TemplateSlot> = {},
  first?: SlotBinding,
  { email = null, ...options }: SetUp = {}
) => {
  const changes: SlotBinding[] = [];
  const Harness = () => {
    const [binding, setBinding] = useState<SlotBinding | undefined>(first);
    return (
      <VariableField
        slot={slot(part)}
        binding={binding}
        sample={contact({ email })}
        onChange={(next) => {
          changes.push(next);
          setBinding(next);
        }}
      />
    );
  };
  const { person } = await renderAdmin(<Harness />, options);
  return { changes, person };
};

const fromEmail = (fallback: string | null = null): SlotBinding => ({
  source: { kind: 'contact', field: 'email' },
  fallback,
});

describe('a variable of a template', () => {
  it('[T-30] offers the fields of a person when "@" is typed', async () => {
    const { changes, person } = await setUp();
    await person.click(screen.getByRole('combobox'));
    await person.keyboard('@');
    const offered = (await screen.findAllByRole('option')).map((o) => o.textContent);
    expect(offered).toEqual(
      expect.arrayContaining(['@First name', '@Name', '@Phone number', '@E-mail'])
    );
    await person.click(screen.getByRole('option', { name: '@First name' }));
    expect(changes.at(-1)).toEqual({
      source: { kind: 'contact', field: 'firstName' },
      fallback: null,
    });
  });

  it('[T-30] offers custom fields by the label of the reader’s language, and by the only one where there is one', async () => {
    const { person } = await setUp({}, undefined, {
      locale: 'tr',
      routes: {
        'GET /whatsapp/variable-sources': {
          custom: [
            { key: 'size', label: 'Size', labelTr: 'Beden', example: null },
            { key: 'level', label: 'Level', labelTr: null, example: null },
          ],
          records: [],
          agent: { name: null, firstName: null },
          account: { name: null, phone: null },
          links: [],
        },
      },
    });
    await person.click(screen.getByRole('combobox'));
    const group = tr('templates.group.custom');
    await screen.findByRole('option', { name: `@${group} › Beden` });
    const offered = (await screen.findAllByRole('option')).map((one) => one.textContent);
    expect(offered).toContain(`@${group} › Level`);
    expect(offered).not.toContain(`@${group} › Size`);
  });

  it('says in which text the variable is', async () => {
    await setUp({ name: '2' });
    expect(screen.getByText('Message text: {{2}}')).toBeTruthy();
  });

  it('[T-34] skips the person by default and takes a fallback when one is written', async () => {
    const { changes, person } = await setUp({}, fromEmail());
    expect(
      screen.getByText(en('templates.variable.skipped', { person: 'Ayşe Kaya' }))
    ).toBeTruthy();
    await person.click(screen.getByRole('combobox', { name: en('templates.variable.ifEmpty') }));
    await person.click(
      await screen.findByRole('option', { name: en('templates.variable.useText') })
    );
    await person.type(
      screen.getByRole('textbox', { name: en('templates.variable.fallback') }),
      'hi'
    );
    expect(changes.at(-1)).toEqual(fromEmail('hi'));
    expect(
      screen.getByText(en('templates.variable.fallbackUsed', { person: 'Ayşe Kaya', value: 'hi' }))
    ).toBeTruthy();
  });

  it('[T-34] drops the fallback when one goes back to skipping', async () => {
    const { changes, person } = await setUp({}, fromEmail('you'));
    await person.click(screen.getByRole('combobox', { name: en('templates.variable.ifEmpty') }));
    await person.click(await screen.findByRole('option', { name: en('templates.variable.skip') }));
    expect(changes.at(-1)).toEqual(fromEmail(null));
  });

  it('takes a fixed text and needs no fallback then', async () => {
    const { changes, person } = await setUp();
    await person.click(screen.getByRole('combobox'));
    await person.click(await screen.findByRole('option', { name: en('templates.variable.fixed') }));
    await person.type(screen.getByRole('textbox'), 'A');
    expect(changes.at(-1)).toEqual({ source: { kind: 'text', text: 'A' }, fallback: null });
    expect(screen.queryByRole('combobox', { name: en('templates.variable.ifEmpty') })).toBeNull();
  });

  it('[T-31] names the button whose link it ends', async () => {
    await setUp({ key: 'button.1', component: 'button', kind: 'url-suffix', buttonIndex: 1 });
    expect(screen.getByText(en('templates.slot.button.url', { number: 2 }))).toBeTruthy();
  });

  it('asks the address of a picture and offers no field of a person for it', async () => {
    await setUp({ key: 'header', component: 'header', kind: 'image', name: '1', example: null });
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(screen.getByRole('textbox')).toBeTruthy();
  });
});
